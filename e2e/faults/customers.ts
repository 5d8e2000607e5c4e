import { randomUUID } from 'node:crypto'
import type { System } from './system'

export type Buyer = { readonly smid: string; readonly email: string }

/**
 * Who buys, in turn: a contact of an account in Salesforce, somebody it does not know of an account it knows, and
 * somebody of an account it has never heard of.
 */
export function openCustomers({ salesforce }: Pick<System, 'salesforce'>): () => Buyer {
  const smids = ['FAULTS-1', 'FAULTS-2', 'FAULTS-3'] as const
  const [known] = smids.slice(0, 2).map((smid) => salesforce.create('Account', { Name: smid, SMID__c: smid }))
  let count = 0
  return () => {
    const smid = smids[count % smids.length] ?? smids[0]
    count += 1
    const email = `${randomUUID()}@example.com`
    if (smid === smids[0])
      salesforce.create('Contact', { LastName: `Buyer ${count}`, Email: email, AccountId: known })
    return { smid, email }
  }
}
