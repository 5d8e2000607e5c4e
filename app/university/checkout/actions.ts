'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { requestId } from '@/app/api/_http/request-id'
import { parseCheckoutForm } from '@/lib/checkout/form'
import type { FormErrors } from '@/lib/checkout/form'
import type { StartResult } from '@/lib/checkout/start'
import { services } from '@/lib/runtime/services'
import { readBrowser, rememberBrowser } from './cookies'

/** What the form shows after a submission that did not lead to Stripe: the learner's own entries are kept. */
export type CheckoutState = {
  readonly values: {
    readonly email: string
    readonly country: string
    readonly poNumber: string
    readonly confirmed: boolean
  }
  readonly errors: FormErrors
  readonly problem?: 'owned' | 'not-for-sale' | 'unavailable' | 'too-many' | 'handoff-missing'
}

/** Continue to Stripe and pay. Redirects there, or to the done page when this person has paid already. */
export async function startPayment(_before: CheckoutState, data: FormData): Promise<CheckoutState> {
  const values = {
    email: text(data, 'email'),
    country: text(data, 'country'),
    poNumber: text(data, 'poNumber'),
    confirmed: text(data, 'confirmed') === 'yes',
  }
  const handoff = await services().handoff.open(text(data, 'handoff'))
  if (handoff === undefined) return { values, errors: {}, problem: 'handoff-missing' }
  const parsed = parseCheckoutForm({ ...values, confirmed: values.confirmed ? 'yes' : undefined })
  if (!parsed.ok) return { values, errors: parsed.errors }
  const { checkout, config } = services()
  const requestHeaders = await headers()
  const forwarded = requestHeaders.get('x-forwarded-for')
  if (
    (await checkout.tooMany(forwarded, `${handoff.smid}:${parsed.form.email.toLowerCase()}`)) !== undefined
  ) {
    return { values, errors: {}, problem: 'too-many' }
  }
  const browser = (await readBrowser()) ?? checkout.newBrowser()
  const result = await checkout.start({ handoff, form: parsed.form, browser }, requestId(requestHeaders))
  await rememberBrowser(browser, config.secureCookies)
  return leave(result, values)
}

function leave(result: StartResult, values: CheckoutState['values']): CheckoutState {
  if (result.outcome === 'pay') redirect(result.url)
  if (result.outcome === 'paid') redirect(`/university/checkout/done?session_id=${result.sessionId}`)
  return { values, errors: {}, problem: result.outcome }
}

function text(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value.slice(0, 4_000) : ''
}
