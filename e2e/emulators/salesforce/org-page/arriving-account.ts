import { z } from 'zod'
import { createRecord } from '../record-door'
import type { OrgRecords } from '../records'

const formSchema = z.object({
  name: z.string().trim().min(1, 'an account needs a name'),
  smid: z.string().trim().min(1, 'an account needs a SMID'),
  contact: z.string().trim().default(''),
  email: z.string().trim().default(''),
})

/**
 * Enters what the form says: the account, unless one with the SMID is here, and its contact when one is named. What the
 * org refuses is answered in its words, and then nothing is entered.
 */
export function enterAccount(records: OrgRecords, form: URLSearchParams): { readonly refusal?: string } {
  const parsed = formSchema.safeParse(Object.fromEntries(form))
  if (!parsed.success) return { refusal: parsed.error.issues.map(({ message }) => message).join(', ') }
  let refusal: string | undefined
  records.attempt(() => {
    try {
      enter(records, parsed.data)
    } catch (error) {
      refusal = error instanceof Error ? error.message : String(error)
    }
    return refusal === undefined
  })
  return refusal === undefined ? {} : { refusal }
}

function enter(records: OrgRecords, { name, smid, contact, email }: z.infer<typeof formSchema>): void {
  const known = records.all('Account').find((account) => account['SMID__c'] === smid)
  const account = known?.Id ?? createRecord(records, 'Account', { Name: name, SMID__c: smid })
  if (contact === '' && email === '') return
  const [, first = '', last = ''] = /^(?:(.*)\s)?(\S*)$/s.exec(contact) ?? []
  createRecord(records, 'Contact', {
    FirstName: first.trim() || null,
    LastName: last || null,
    Email: email || null,
    AccountId: account,
  })
}
