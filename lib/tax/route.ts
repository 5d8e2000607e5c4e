import { z } from 'zod'

/**
 * Which way a session's tax is calculated: by Stripe Tax; by the account's own rate; or by Stripe Tax with rules of our
 * own for countries it does not serve (Stripe's preview, switched on once it is granted).
 */
export const taxRouteSchema = z.enum(['automatic', 'manual', 'fallback'])
export type TaxRoute = z.infer<typeof taxRouteSchema>

/** How Israel is taxed: the setting ISRAEL_TAX_ROUTE. */
export type IsraelTaxRoute = Exclude<TaxRoute, 'automatic'>

/** Stripe Tax knows Israel not at all and would silently collect nothing there (facts: Stripe). */
export const ISRAEL = 'IL'

/** The route of a billing country (ISO 3166-1). Pure; frozen into the attempt. */
export function taxRoute(country: string, israel: IsraelTaxRoute): TaxRoute {
  return country === ISRAEL ? israel : 'automatic'
}

/** The route an attempt took. Those of the version before kept none: there, Israel always went by the manual rate. */
export function routeTaken({
  taxRoute: kept,
  country,
}: {
  readonly taxRoute: string | null
  readonly country: string
}): TaxRoute {
  const known = taxRouteSchema.safeParse(kept)
  return known.success ? known.data : taxRoute(country, 'manual')
}
