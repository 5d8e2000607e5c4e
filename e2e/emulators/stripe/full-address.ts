import type Stripe from 'stripe'

/** An address with every part, the missing ones null, as Stripe shows it. */
export function fullAddress(given: Stripe.AddressParam): Stripe.Address {
  return {
    city: given.city ?? null,
    country: given.country ?? null,
    line1: given.line1 ?? null,
    line2: given.line2 ?? null,
    postal_code: given.postal_code ?? null,
    state: given.state ?? null,
  }
}
