import type Stripe from 'stripe'
import { buyerRules } from './buyer-rules'
import { pageRules } from './page-rules'
import { pricingRules } from './pricing-rules'
import { recordRules } from './record-rules'
import type { RuleContext, SessionRule } from './session-rule'

/**
 * What Stripe refuses of a new session beyond the types, in the order it is tried. The wording was seen at Stripe (issue
 * threads of its SDKs and of plugins) where no comment says otherwise; "guess" marks a rule that its documentation
 * states and whose wording is ours.
 */
export const sessionRules: Record<string, SessionRule> = {
  ...pageRules,
  ...pricingRules,
  ...buyerRules,
  ...recordRules,
}

/** Throws the first refusal that applies. */
export function refuseSession(params: Stripe.Checkout.SessionCreateParams, context: RuleContext): void {
  for (const rule of Object.values(sessionRules)) {
    const refusal = rule(params, context)
    if (refusal) throw refusal
  }
}
