import type Stripe from 'stripe'

/** How long an account's own tax ids are believed: they change once in years, and each checkout needs them. */
const BELIEVED_MS = 10 * 60_000

/**
 * Reads the tax ids of the account itself, which a company needs on its invoice (GET /v1/tax_ids lists those of the
 * account where no owner is named). Kept for ten minutes; a failure is not kept. Throws when unreachable.
 */
export function sellerTaxIds(
  stripe: Stripe,
  now: () => number = () => performance.now(),
): () => Promise<readonly string[]> {
  let known: { readonly ids: readonly string[]; readonly at: number } | undefined
  return async () => {
    if (known !== undefined && now() - known.at < BELIEVED_MS) return known.ids
    const ids: string[] = []
    for await (const { id } of stripe.taxIds.list({ limit: 100 })) ids.push(id)
    known = { ids, at: now() }
    return ids
  }
}
