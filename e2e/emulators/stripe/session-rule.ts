import type Stripe from 'stripe'
import { type StripeFault, invalidRequest } from './errors'
import type { Settings } from './settings'

type Params = Stripe.Checkout.SessionCreateParams
export type RuleContext = { now: number; settings: Settings; customer: Stripe.Customer | null }

/** One thing Stripe refuses that types cannot say. Answers with the refusal, or nothing. */
export type SessionRule = (params: Params, context: RuleContext) => StripeFault | undefined

export function onlyOne(param: string, names: string): StripeFault {
  return invalidRequest(`You may only specify one of these parameters: ${names}.`, { param })
}
