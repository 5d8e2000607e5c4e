'use server'

import { redirect } from 'next/navigation'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { purchaseIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import type { ChooseResult } from '@/lib/support/salesforce-choose'
import { CONTACT_LENGTH, readAccountId, readContactId } from '@/lib/support/salesforce-contact-id'
import { SALESFORCE_PAGE } from './query'

/** What was typed stays when it cannot be kept. */
export type MatchState = {
  readonly contact: string
  readonly error?: string
  /** The contact's account has another SMID than the purchase, or none: shown before it is taken. */
  readonly confirm?: {
    readonly contactId: string
    readonly accountId: string
    readonly name: string
    readonly accountName: string
    readonly theirs: string | undefined
    readonly ours: string
  }
}

const NOT_AN_ID =
  'Enter the contact’s id: 15 or 18 characters that begin with 003. Or paste the address of the contact’s page.'

/** Says which contact a buyer is. Two steps in one form where the account is another one, so that it works without scripts. */
export async function matchContact(_before: MatchState, data: FormData): Promise<MatchState> {
  const actor = await currentStaff()
  const purchase = purchaseIdSchema.safeParse(data.get('purchase'))
  if (!purchase.success) redirect(SALESFORCE_PAGE)
  const back = data.get('from') === 'list' ? SALESFORCE_PAGE : `/staff/support/purchases/${purchase.data}`
  if (actor === undefined) redirect(back)
  const typed = data.get('contact')
  const contact = typeof typed === 'string' ? typed.slice(0, CONTACT_LENGTH) : ''
  const contactId = readContactId(contact)
  if (contactId === undefined) return { contact, error: NOT_AN_ID }
  const choice = { purchaseId: purchase.data, contactId, confirmed: readAccountId(data.get('account')) }
  const result = await services().support.salesforce.choose(actor, choice)
  return answer(result, contact, back)
}

function answer(result: ChooseResult, contact: string, back: string): MatchState {
  switch (result.outcome) {
    case 'confirm': {
      const { contactId, accountId, name, accountName = accountId, smid: theirs } = result.contact
      return { contact, confirm: { contactId, accountId, name, accountName, theirs, ours: result.smid } }
    }
    case 'not-found':
      return { contact, error: 'Salesforce has no contact of this id, or the shop may not see it.' }
    case 'no-account':
      return {
        contact,
        error: `${result.name} belongs to no account in Salesforce. Give the contact its account there first.`,
      }
    case 'trouble':
      return { contact, error: `Salesforce cannot be asked now (${result.detail}). Try again in a minute.` }
    case 'chosen':
      return done(back, 'contact-chosen')
    case 'chosen-already':
      return done(back, 'contact-chosen-already')
    case 'erased':
    case 'off':
    case 'missing':
    case 'forbidden':
      return done(back, result.outcome)
  }
}

function done(back: string, did: Did): never {
  redirect(`${back}?did=${did}`)
}
