import Stripe from 'stripe'
import type { AccountPlan, CheckContext } from './account-plan'
import { checkBranding } from './check-branding'
import { checkCharges } from './check-charges'
import { checkKey } from './check-key'
import { checkManualTaxRate } from './check-manual-tax-rate'
import { checkPermissions } from './check-permissions'
import { checkPrices } from './check-prices'
import { checkPublishableKey } from './check-publishable-key'
import { checkRegistrations } from './check-registrations'
import { checkSellerTaxIds } from './check-seller-tax-ids'
import { checkTaxSettings } from './check-tax-settings'
import { checkTerms } from './check-terms'
import { checkWebhook } from './check-webhook'
import type { Finding, Look, NewSecret, Repaired } from './finding'
import { troubleFinding } from './trouble'

/** `look` writes nothing anywhere; `repair` makes what a machine may make. */
export type InspectMode = 'look' | 'repair'

/** How one account stands. `id`: Stripe's own, undefined where it could not be read. */
export type AccountReport = {
  readonly account: string
  readonly id: string | undefined
  readonly livemode: boolean
  readonly findings: readonly Finding[]
  readonly secrets: readonly NewSecret[]
}

type Check = {
  readonly name: string
  readonly look: (context: CheckContext) => Look | Promise<Look>
}

/** In the order in which a person would go through an account. Terms after prices: a trial session needs a currency. */
const CHECKS: readonly Check[] = [
  { name: 'key', look: checkKey },
  { name: 'permissions', look: checkPermissions },
  { name: 'publishable key', look: checkPublishableKey },
  { name: 'payments', look: checkCharges },
  { name: 'prices', look: checkPrices },
  { name: 'webhook', look: checkWebhook },
  { name: 'tax settings', look: checkTaxSettings },
  { name: 'tax registrations', look: checkRegistrations },
  { name: 'Israeli VAT rate', look: checkManualTaxRate },
  { name: "seller's tax ids", look: checkSellerTaxIds },
  { name: 'terms of service', look: checkTerms },
  { name: 'branding', look: checkBranding },
]

/** Goes through one account. A request that fails becomes a finding of its own; the other checks go on. */
export async function inspectAccount(
  plan: AccountPlan,
  mode: InspectMode,
  now: Date,
): Promise<AccountReport> {
  const { account, livemode } = plan
  const read = await readAccount(plan)
  if ('trouble' in read) return { account, id: undefined, livemode, findings: [read.trouble], secrets: [] }
  const results: Repaired[] = []
  for (const check of CHECKS) results.push(await run(check, { plan, shown: read.shown, now }, mode))
  return {
    account,
    id: read.shown?.id,
    livemode,
    findings: results.flatMap(({ findings }) => findings),
    secrets: results.flatMap(({ secrets }) => secrets ?? []),
  }
}

/** A key that may not read the account can still sell: only where Stripe does not accept it or is away, nothing can be looked at. */
async function readAccount(
  plan: AccountPlan,
): Promise<{ shown: Stripe.Account | undefined } | { trouble: Finding }> {
  try {
    return { shown: await plan.stripe.accounts.retrieveCurrent() }
  } catch (error) {
    if (error instanceof Stripe.errors.StripePermissionError) return { shown: undefined }
    return { trouble: troubleFinding('key', plan, error) }
  }
}

async function run({ name, look }: Check, context: CheckContext, mode: InspectMode): Promise<Repaired> {
  try {
    const { findings, repair } = await look(context)
    return mode === 'repair' && repair !== undefined ? await repair() : { findings }
  } catch (error) {
    return { findings: [troubleFinding(name, context.plan, error)] }
  }
}
