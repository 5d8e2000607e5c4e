import type { Kind } from '../course-content'

/**
 * Why a unit cannot be put on sale. `no-stripe-price`: its price is not made at Stripe yet. `live-training`: seats are not
 * sold yet.
 */
export type Blocker = 'not-published' | 'no-price' | 'no-stripe-price' | 'not-mapped' | 'live-training'

/** What is known of a unit when somebody wants to sell it. `price`: the active one of the default account. */
export type Sellable = {
  readonly kind: Kind
  readonly published: boolean
  readonly mapped: boolean
  readonly price: { readonly atStripe: boolean } | undefined
}

/** Everything that keeps a unit from being sold, in the order in which one would put it right. Pure. */
export function blockersOf({ kind, published, mapped, price }: Sellable): readonly Blocker[] {
  return [
    ...(kind === 'live-training' ? (['live-training'] as const) : []),
    ...(published ? [] : (['not-published'] as const)),
    ...(price === undefined ? (['no-price'] as const) : []),
    ...(price?.atStripe === false ? (['no-stripe-price'] as const) : []),
    ...(mapped ? [] : (['not-mapped'] as const)),
  ]
}
