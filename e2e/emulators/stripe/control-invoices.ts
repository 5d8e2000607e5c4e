import { type ControlAnswer, findRow, json, refused } from './control-answer'
import { voidNote } from './credit-notes'
import { failFinalization } from './invoice-finalization'
import { BY_ITSELF, type World } from './world'

/**
 * `POST /_emulator/credit-notes/{id}/void`: Stripe's API voids notes of open invoices only, and Checkout's are paid; this
 * door shows a receiver what such an event would look like.
 */
export function controlCreditNote(world: World, id: string, verb: string): ControlAnswer {
  const found = findRow(world, 'credit_note', id)
  if (!found) return refused(404, `There is no credit note ${id} here.`)
  if (verb !== 'void') return refused(404, `A credit note cannot be told to ${verb}.`)
  if (found.row.status === 'void') return refused(409, 'This credit note is void already.')
  voidNote({ world, account: found.account, cause: BY_ITSELF }, found.row)
  return json(200, found.row)
}

/** `POST /_emulator/invoices/{id}/finalization-failed`: as if the invoice had never become one. */
export function controlInvoice(world: World, id: string, verb: string): ControlAnswer {
  const found = findRow(world, 'invoice', id)
  if (!found) return refused(404, `There is no invoice ${id} here.`)
  if (verb !== 'finalization-failed') return refused(404, `An invoice cannot be told to ${verb}.`)
  if (found.row.status === 'draft') return refused(409, 'This invoice is a draft already.')
  failFinalization(world, found.account, found.row)
  world.changed()
  return json(200, found.row)
}
