import type Stripe from 'stripe'
import { makeCustomer } from './customers'
import { issueInvoice } from './invoices'
import { countRedemption } from './redemptions'
import type { Checkout } from './checkout'
import type { Payer } from './payer'
import type { Account } from './store'
import { makeTaxId, taxIdsOf } from './tax-ids'
import { BY_ITSELF, type World } from './world'

/** Closes a session whose buyer is done. The promise ends with the first answer to checkout.session.completed. */
export function finishSession(
  checkout: Checkout,
  payer: Payer,
  paymentStatus: 'paid' | 'unpaid' | 'no_payment_required',
): Promise<void> {
  const { world, account, session, detail } = checkout
  session.customer_details = buyerDetails(checkout, payer)
  if (session.collected_information) session.collected_information.business_name = payer.businessName
  session.consent = consentOf(session, payer)
  attachCustomer(checkout, payer)
  countRedemption(world, account, detail.discount)
  session.status = 'complete'
  session.payment_status = paymentStatus
  session.url = null
  // An unpaid session gets its invoice when the money arrives (settlement.ts).
  if (paymentStatus !== 'unpaid') issueInvoice(world, account, session, detail)
  world.changed()
  return world.announce(account, { type: 'checkout.session.completed', object: session }, BY_ITSELF)
}

/** The tax IDs are those that counted: the one typed, else the customer's own. */
function buyerDetails(
  { account, session, detail }: Checkout,
  payer: Payer,
): Stripe.Checkout.Session.CustomerDetails {
  const kept = typeof session.customer === 'string' ? taxIdsOf(account, session.customer) : []
  const taxIds = payer.taxId ? [payer.taxId] : kept.map(({ type, value }) => ({ type, value }))
  const reversed = detail.breakdown.taxes.some((tax) => tax.taxability_reason === 'reverse_charge')
  return {
    address: payer.address,
    business_name: payer.businessName,
    email: payer.email,
    individual_name: session.name_collection?.individual?.enabled ? payer.name : null,
    name: payer.businessName ?? payer.name,
    phone: null,
    // Told of this purchase only, the customer stays as it is (guess).
    tax_exempt: reversed ? 'reverse' : (session.customer_details?.tax_exempt ?? 'none'),
    tax_ids: taxIds,
  }
}

function consentOf(session: Stripe.Checkout.Session, payer: Payer): Stripe.Checkout.Session.Consent | null {
  const asked = session.consent_collection
  if (!asked) return null
  const accepted = asked.terms_of_service === 'required' && payer.termsAccepted
  return { promotions: null, terms_of_service: accepted ? 'accepted' : null }
}

/** Keeps the customer's own data up to date where `customer_update` says so, or makes a customer where one is wanted. */
function attachCustomer({ world, account, session, detail }: Checkout, payer: Payer): void {
  const { customer_creation: creation, customer_update: update } = detail.params
  const known =
    typeof session.customer === 'string' ? account.tables.customer.get(session.customer) : undefined
  if (known) {
    if (update?.address === 'auto') known.address = payer.address
    if (update?.name === 'auto') known.name = payer.businessName ?? payer.name
    if (update) void world.announce(account, { type: 'customer.updated', object: known }, BY_ITSELF)
    keepTaxId(world, account, known.id, payer)
    return
  }
  // An invoice needs a customer; "if_required" therefore makes one for it (SDK types: "only creates when necessary"). So
  // does an order that costs nothing: "guest customers aren't supported" (docs.stripe.com/payments/checkout/no-cost-orders).
  const needed = session.invoice_creation?.enabled === true || session.amount_total === 0
  if (creation !== 'always' && !needed) return
  const { city, country, line1, line2, postal_code, state } = payer.address
  const given = Object.entries({ city, country, line1, line2, postal_code, state }).filter(
    ([, value]) => value !== null,
  )
  const name = payer.businessName ?? payer.name
  const made = makeCustomer({ email: payer.email, name, address: Object.fromEntries(given) }, world.now())
  session.customer = account.tables.customer.add(made).id
  const intent =
    typeof session.payment_intent === 'string'
      ? account.tables.payment_intent.get(session.payment_intent)
      : undefined
  if (intent) intent.customer = made.id
  const charge =
    typeof intent?.latest_charge === 'string' ? account.tables.charge.get(intent.latest_charge) : undefined
  if (charge) charge.customer = made.id
  void world.announce(account, { type: 'customer.created', object: made }, BY_ITSELF)
  keepTaxId(world, account, made.id, payer)
}

/** "Checkout saves any tax ID information collected during a Session to that Customer" (docs.stripe.com/tax/checkout/tax-ids). */
function keepTaxId(world: World, account: Account, customer: string, { taxId }: Payer): void {
  if (!taxId || taxIdsOf(account, customer).some(({ value }) => value === taxId.value)) return
  const row = account.tables.tax_id.add(makeTaxId(taxId, customer, world.now()))
  void world.announce(account, { type: 'customer.tax_id.created', object: row }, BY_ITSELF)
}
