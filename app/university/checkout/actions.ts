'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { requestId } from '@/app/api/_http/request-id'
import { currentLearner } from '@/app/_session/learner'
import { parseCheckoutForm } from '@/lib/checkout/form'
import type { FormErrors } from '@/lib/checkout/form'
import type { StartResult } from '@/lib/checkout/start'
import type { Terms } from '@/lib/checkout/terms'
import { knownEmail } from '@/lib/identity/buyer'
import type { Buyer } from '@/lib/identity/buyer'
import { skuSchema } from '@/lib/ids'
import type { Sku } from '@/lib/ids'
import { formatMoney } from '@/lib/money'
import { services } from '@/lib/runtime/services'
import { readBrowser, rememberBrowser } from './cookies'
import { PAY_PATH } from './pay/path'

/** What the form shows after a submission that did not lead to Stripe: the learner's own entries are kept. */
export type CheckoutState = {
  readonly values: {
    readonly email: string
    readonly country: string
    readonly poNumber: string
    readonly confirmed: boolean
  }
  readonly errors: FormErrors
  readonly problem?: CheckoutProblem
  /** What it costs in the country chosen, where the page had shown something else. */
  readonly price?: string
  /** The words in force, where the page had shown others. */
  readonly terms?: Terms
}
export type CheckoutProblem =
  | Exclude<StartResult['outcome'], 'pay' | 'pay-here' | 'paid' | 'not-identified' | 'email-missing'>
  | 'too-many'
  | 'handoff-missing'

/** Continue to Stripe and pay. Redirects there, to our page with Stripe's form, or to the done page when this person has paid already. */
export async function startPayment(before: CheckoutState, data: FormData): Promise<CheckoutState> {
  const after = await submit(data)
  // Words that were shown anew stay on the page until the next ones.
  return before.terms === undefined || after.terms !== undefined ? after : { ...after, terms: before.terms }
}

async function submit(data: FormData): Promise<CheckoutState> {
  const values = {
    email: text(data, 'email'),
    country: text(data, 'country'),
    poNumber: text(data, 'poNumber'),
    confirmed: text(data, 'confirmed') === 'yes',
  }
  const { checkout, config, handoff: seal } = services()
  const sku = skuSchema.safeParse(text(data, 'sku'))
  const sealed = text(data, 'handoff')
  const handoff = sealed === '' ? undefined : await seal.open(sealed)
  if (!sku.success || (sealed !== '' && handoff?.sku !== sku.data))
    return { values, errors: {}, problem: 'handoff-missing' }
  const known = { handoff, learner: await currentLearner(), ownAccount: text(data, 'account') === 'own' }
  const identified = checkout.identify(known)
  // Signed out meanwhile, or in as somebody else: the page says what to do.
  if (identified.step !== 'pay') redirect(pageOf(sku.data))
  const entered = { ...values, confirmed: values.confirmed ? 'yes' : undefined }
  const parsed = parseCheckoutForm(entered, { emailKnown: knownEmail(identified.buyer) !== undefined })
  if (!parsed.ok) return { values, errors: parsed.errors }
  const requestHeaders = await headers()
  const who = limitKey(identified.buyer, parsed.form.email)
  if ((await checkout.tooMany(requestHeaders.get('x-forwarded-for'), who)) !== undefined)
    return { values, errors: {}, problem: 'too-many' }
  const browser = (await readBrowser()) ?? checkout.newBrowser()
  const result = await checkout.start(
    {
      ...known,
      sku: sku.data,
      again: text(data, 'again') === 'yes',
      form: parsed.form,
      priceSeen: text(data, 'price'),
      termsSeen: {
        confirmation: text(data, 'confirmationVersion'),
        refundPolicy: text(data, 'refundPolicyVersion'),
      },
      browser,
    },
    requestId(requestHeaders),
  )
  await rememberBrowser(browser, config.secureCookies)
  return leave(result, values, sku.data)
}

function leave(result: StartResult, values: CheckoutState['values'], sku: Sku): CheckoutState {
  if (result.outcome === 'pay') redirect(result.url)
  if (result.outcome === 'pay-here') redirect(`${PAY_PATH}?session_id=${result.sessionId}`)
  if (result.outcome === 'paid') redirect(`/university/checkout/done?session_id=${result.sessionId}`)
  if (result.outcome === 'not-identified') redirect(pageOf(sku))
  if (result.outcome === 'email-missing') return { values, errors: { email: 'Enter your e-mail address' } }
  if (result.outcome === 'price-changed')
    return { values, errors: {}, problem: result.outcome, price: formatMoney(result.price.money) }
  // Another text is confirmed anew.
  if (result.outcome === 'terms-changed')
    return {
      values: { ...values, confirmed: false },
      errors: {},
      problem: result.outcome,
      terms: result.terms,
    }
  return { values, errors: {}, problem: result.outcome }
}

function pageOf(sku: Sku): string {
  return `/university/checkout?sku=${sku}`
}

/** Whom a limit counts: the person where we know them, the claim where we do not. */
function limitKey(buyer: Buyer, email: string | undefined): string {
  if (buyer.identity === 'signed') return `signed:${buyer.flockjayUserId}`
  if (buyer.identity === 'sso') return `sso:${buyer.issuer}:${buyer.subject}`
  return `claimed:${buyer.smid}:${(email ?? '').toLowerCase()}`
}

function text(data: FormData, name: string): string {
  const value = data.get(name)
  return typeof value === 'string' ? value.slice(0, 4_000) : ''
}
