import type Stripe from 'stripe'
import { ensureIsraeliTaxRate } from '../tax-rates'
import type { CheckContext } from './account-plan'
import { dashboard } from './dashboard'
import type { Finding, Look } from './finding'
import { BY_SETUP, done } from './finding'

const CHECK = 'Israeli VAT rate'

/**
 * Stripe Tax cannot collect Israeli VAT: the account that sells to Israel holds it as a rate of its own, with finance's
 * percentage. A rate of another percentage is never archived here: paid sessions and their invoices name it.
 */
export async function checkManualTaxRate(context: CheckContext): Promise<Look> {
  const { plan, shown } = context
  if (plan.israelByFallback)
    return { findings: [fallback(dashboard('taxSettings', { ...plan, id: shown?.id }))] }
  const percentage = plan.israeliVat
  if (percentage === undefined)
    return { findings: [done(CHECK, 'not needed: another account sells to Israel')] }
  const rates: Stripe.TaxRate[] = []
  for await (const rate of plan.stripe.taxRates.list({ active: true, inclusive: false, limit: 100 })) {
    if (rate.country === 'IL') rates.push(rate)
  }
  // Listed newest first, and the newest is what buyers are charged (tax-rates.ts).
  const [newest] = rates
  const right = newest?.percentage === percentage ? newest : undefined
  const others = rates.filter((rate) => rate !== right).map((rate) => other(context, rate))
  if (right !== undefined) return { findings: [done(CHECK, `${percentage} % (${right.id})`), ...others] }
  const detail =
    newest === undefined
      ? `there is no rate of ${percentage} %: Israeli buyers cannot pay`
      : `buyers are charged the newest rate, ${newest.percentage} %, instead of ${percentage} %`
  return {
    findings: [{ check: CHECK, state: 'missing', detail, blocks: true, todo: BY_SETUP }, ...others],
    repair: async () => {
      const id = await ensureIsraeliTaxRate(plan.stripe, percentage)
      const made: Finding = { check: CHECK, state: 'made', detail: `${percentage} % (${id})`, blocks: false }
      return { findings: [made, ...others] }
    },
  }
}

function other({ plan, shown }: CheckContext, rate: Stripe.TaxRate): Finding {
  return {
    check: CHECK,
    state: 'to do',
    detail: `another rate for Israel is active: ${rate.percentage} % (${rate.id})`,
    blocks: false,
    todo: {
      what: `Archive ${rate.id} once no open session uses it (a day at most)`,
      where: dashboard('taxRates', { ...plan, id: shown?.id }, rate.id),
    },
  }
}

function fallback(where: string): Finding {
  const detail =
    "left to Stripe's manual rules (ISRAEL_TAX_ROUTE=fallback); no request shows whether they are set"
  const todo = { what: 'See that the manual rule for Israel is there, and make one test purchase', where }
  return { check: CHECK, state: 'to do', detail, blocks: false, todo }
}
