import type Stripe from 'stripe'
import type { Handlers } from './call'
import { newId } from './ids'
import { createdWithin, is, listPage } from './lists'
import { mustFind } from './lookup'
import type { Account } from './store'
import { BY_ITSELF, type World } from './world'

type Warning = Stripe.Radar.EarlyFraudWarning
type Warnings = Pick<
  Handlers,
  'GET /v1/radar/early_fraud_warnings' | 'GET /v1/radar/early_fraud_warnings/:id'
>

/** The issuer says that a payment may be fraud (docs.stripe.com/disputes/how-disputes-work#early-fraud-warnings). No money moves. */
export function warnOfFraud(world: World, account: Account, charge: Stripe.Charge, type: string): Warning {
  const intent = charge.payment_intent
  const made = account.tables.early_fraud_warning.add({
    id: newId('issfr'),
    object: 'radar.early_fraud_warning',
    actionable: isActionable(charge),
    charge: charge.id,
    created: world.now(),
    fraud_type: type,
    livemode: false,
    ...(intent === null ? {} : { payment_intent: intent }),
  })
  world.changed()
  void world.announce(account, { type: 'radar.early_fraud_warning.created', object: made }, BY_ITSELF)
  return made
}

/** "Actionable if it has not received a dispute and has not been fully refunded" (SDK types). */
function isActionable(charge: Stripe.Charge): boolean {
  return !charge.disputed && !charge.refunded
}

function asOfNow(account: Account, warning: Warning): Warning {
  const charge = account.tables.charge.get(String(warning.charge))
  if (charge) warning.actionable = isActionable(charge)
  return warning
}

export const earlyFraudWarnings: Warnings = {
  'GET /v1/radar/early_fraud_warnings': ({ account }, params) =>
    listPage(account.tables.early_fraud_warning, '/v1/radar/early_fraud_warnings', params, (row) => {
      asOfNow(account, row)
      const same = is(row.charge, params.charge) && is(row.payment_intent, params.payment_intent)
      return same && createdWithin(row.created, params.created)
    }),
  'GET /v1/radar/early_fraud_warnings/:id': ({ account }, _params, id) =>
    asOfNow(account, mustFind(account.tables.early_fraud_warning, 'early_fraud_warning', id)),
}
