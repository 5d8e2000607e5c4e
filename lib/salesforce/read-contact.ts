import { z } from 'zod'
import type { Caller } from './call'
import { troubleOfFailure } from './classify'
import type { ContactReading } from './port'
import { ACCOUNT_KEY } from './purchase-fields'
import { accountIdSchema, contactIdSchema, type SalesforceContactId } from './record-ids'
import { soqlText } from './soql-text'

const rowSchema = z.object({
  Id: contactIdSchema,
  Name: z.string(),
  AccountId: accountIdSchema.nullable(),
  Account: z.object({ Name: z.string(), [ACCOUNT_KEY]: z.string().nullable() }).nullable(),
})
const answerSchema = z.object({ records: z.array(rowSchema) })

/** Both lengths of an id begin with the 15 characters that tell records apart. */
const ID_LENGTH = 15

/** A contact with its account, by an id as people see it (15 characters) or as interfaces give it (18). */
export async function readContact(call: Caller, id: SalesforceContactId): Promise<ContactReading> {
  const fields = `Id, Name, AccountId, Account.Name, Account.${ACCOUNT_KEY}`
  const soql = `SELECT ${fields} FROM Contact WHERE Id = ${soqlText(id.slice(0, ID_LENGTH))}`
  const called = await call((connection) => connection.requestGet(`/query?q=${encodeURIComponent(soql)}`))
  if (called.outcome === 'failed') {
    const { failure } = called
    // Has the form of an id, but is none that this org could have given.
    const noId = failure.kind === 'refused' && /invalid id/i.test(failure.complaint.message)
    return noId ? { outcome: 'none' } : troubleOfFailure(failure)
  }
  if (called.outcome !== 'answered') return called
  const answer = answerSchema.safeParse(called.value)
  if (!answer.success) return troubleOfFailure({ kind: 'unreadable', what: 'a contact' })
  const [row] = answer.data.records
  if (row === undefined) return { outcome: 'none' }
  return {
    outcome: 'found',
    contactId: row.Id,
    name: row.Name,
    accountId: row.AccountId ?? undefined,
    accountName: row.Account?.Name,
    smid: row.Account?.[ACCOUNT_KEY] ?? undefined,
  }
}
