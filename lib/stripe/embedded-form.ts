import { loadStripe } from '@stripe/stripe-js/pure'

/** Stripe's script refuses a second form while one lives: each waits until the one before is gone. */
let before: Promise<unknown> = Promise.resolve()

export type EmbeddedForm = {
  /** Settles once the form stands in its place. Rejects when Stripe's script or session cannot be reached. */
  readonly mounted: Promise<void>
  /** Takes it away, also while it is still being made. */
  readonly remove: () => void
}

/**
 * Shows Stripe's payment form inside our page. For browsers: this file loads Stripe's script and never its server SDK.
 * Once paid, Stripe's script sends the whole page to the session's return address (docs.stripe.com/js/embedded_checkout).
 */
export function mountEmbeddedForm(
  place: HTMLElement,
  { publishableKey, clientSecret }: { readonly publishableKey: string; readonly clientSecret: string },
): EmbeddedForm {
  let removed = false
  let letGo = (): void => undefined
  const removal = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const made = before.then(async () => {
    if (removed) return undefined
    const stripe = await loadStripe(publishableKey)
    return stripe?.createEmbeddedCheckoutPage({ clientSecret })
  })
  const mounted = made.then((form) => {
    if (!removed) form?.mount(place)
  })
  before = Promise.all([made, removal]).then(
    ([form]) => form?.destroy(),
    () => undefined,
  )
  return {
    mounted,
    remove: () => {
      removed = true
      letGo()
    },
  }
}
