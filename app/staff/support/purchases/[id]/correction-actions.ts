'use server'

import { redirect } from 'next/navigation'
import { currentStaff } from '@/app/_session/staff'
import { typedFields } from '@/app/university/checkout/invoice/correction/typed-fields'
import { purchaseIdSchema } from '@/lib/ids'
import { parseCorrectionRequest } from '@/lib/invoices/correction-request'
import type { RequestErrors, RequestField } from '@/lib/invoices/correction-request'
import { services } from '@/lib/runtime/services'
import { NOT_CORRECTABLE } from './invoice-words'

/** What was typed stays when it cannot be kept. */
export type StartState = {
  readonly values: Readonly<Record<RequestField, string>>
  readonly errors: RequestErrors
  readonly problem?: string
}

/** Asks for a corrected invoice in the buyer's place; it is issued from finance's list. */
export async function startCorrection(_before: StartState, data: FormData): Promise<StartState> {
  const actor = await currentStaff()
  const purchase = purchaseIdSchema.safeParse(data.get('purchase'))
  if (!purchase.success) redirect('/staff/support')
  const page = `/staff/support/purchases/${purchase.data}`
  if (actor === undefined) redirect(page)
  const values = typedFields(data)
  const parsed = parseCorrectionRequest(values)
  if (!parsed.ok) return { values, errors: parsed.errors }
  const { outcome } = await services().invoices.start(actor, purchase.data, parsed.request)
  if (outcome === 'asked') redirect('/staff/finance/corrections?did=correction-asked')
  if (outcome === 'missing' || outcome === 'forbidden') redirect(`${page}?did=${outcome}`)
  return { values, errors: {}, problem: NOT_CORRECTABLE[outcome] }
}
