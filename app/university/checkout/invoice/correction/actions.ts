'use server'

import { notFound, redirect } from 'next/navigation'
import { readViewer } from '@/app/university/checkout/viewer'
import { sessionIdSchema } from '@/lib/ids'
import { parseCorrectionRequest } from '@/lib/invoices/correction-request'
import type { RequestErrors, RequestField } from '@/lib/invoices/correction-request'
import { services } from '@/lib/runtime/services'
import { typedFields } from './typed-fields'

/** What the form shows after a submission that was not kept: the buyer's own entries stay. */
export type CorrectionState = {
  readonly values: Readonly<Record<RequestField, string>>
  readonly errors: RequestErrors
}

/** Asks for a corrected invoice, and comes back to the page, which then says so. */
export async function askForCorrection(_before: CorrectionState, data: FormData): Promise<CorrectionState> {
  const id = sessionIdSchema.safeParse(data.get('session'))
  if (!id.success) notFound()
  const values = typedFields(data)
  const parsed = parseCorrectionRequest(values)
  if (!parsed.ok) return { values, errors: parsed.errors }
  // Whatever came of it, the page says how things stand: asked, not theirs any more, or why not.
  await services().checkout.askCorrection(id.data, await readViewer(), parsed.request)
  redirect(`/university/checkout/invoice/correction?session_id=${id.data}`)
}
