import Stripe from 'stripe'
import { lookupKeyOf } from '../prices'
import type { AccountPlan, CheckContext } from './account-plan'
import { dashboard } from './dashboard'
import type { Finding, Look } from './finding'
import { done } from './finding'

const CHECK = 'terms of service'

/**
 * Stripe refuses every session that asks for consent while the account has no terms URL, and shows that URL in no answer.
 * What proves it without writing: a session that asked, and was made. Where there is none yet, setup makes one and
 * expires it at once, so that nobody can ever pay it.
 */
export async function checkTerms(context: CheckContext): Promise<Look> {
  const { plan } = context
  for (const session of (await plan.stripe.checkout.sessions.list({ limit: 100 })).data) {
    if (session.consent_collection?.terms_of_service !== 'required') continue
    const day = new Date(session.created * 1_000).toISOString().slice(0, 10)
    return { findings: [done(CHECK, `set: Stripe took a session that asks for consent on ${day}`)] }
  }
  return {
    findings: [notTried('npm run stripe:setup tries it, with a session that it expires at once')],
    repair: async () => ({ findings: [await probe(context)] }),
  }
}

async function probe({ plan, shown }: CheckContext): Promise<Finding> {
  const price = await anyPrice(plan)
  if (price === undefined) return notTried('Make the prices first, then run npm run stripe:setup again')
  try {
    const session = await plan.stripe.checkout.sessions.create({
      mode: 'payment',
      ui_mode: 'hosted_page',
      success_url: new URL(plan.webhook.url).origin,
      automatic_tax: { enabled: false },
      managed_payments: { enabled: false },
      consent_collection: { terms_of_service: 'required' },
      line_items: [{ quantity: 1, price: price.id }],
      metadata: { purpose: 'stripe:setup' },
    })
    await plan.stripe.checkout.sessions.expire(session.id)
    return done(CHECK, 'set: Stripe took a session that asks for consent (expired at once)')
  } catch (error) {
    if (
      !(error instanceof Stripe.errors.StripeInvalidRequestError) ||
      !/terms of service/i.test(error.message)
    )
      throw error
    const todo = {
      what: 'Set the terms of service URL',
      where: dashboard('publicDetails', { ...plan, id: shown?.id }),
    }
    const detail = 'the account has no terms URL: Stripe refuses every session'
    return { check: CHECK, state: 'missing', detail, blocks: true, todo }
  }
}

/** One of ours: a price made for the trial alone would stay at the account for ever. */
async function anyPrice({ stripe, prices }: AccountPlan): Promise<Stripe.Price | undefined> {
  const some = prices.slice(0, 10).map(({ order }) => lookupKeyOf(order))
  if (some.length === 0) return undefined
  return (await stripe.prices.list({ lookup_keys: some, active: true, limit: 1 })).data[0]
}

function notTried(what: string): Finding {
  const detail = 'not known: no session has asked for consent yet'
  return { check: CHECK, state: 'missing', detail, blocks: true, todo: { what } }
}
