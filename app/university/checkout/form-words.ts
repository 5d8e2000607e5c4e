export type FormWords = {
  readonly title: string
  readonly button: { readonly label: string; readonly pendingLabel: string }
}

/** What the form says of its next page: Stripe's own, or ours with Stripe's form in it. */
export const FORM_WORDS = {
  stripe: {
    title: 'Check your details, then pay at Stripe',
    button: { label: 'Continue to Stripe and pay', pendingLabel: 'Opening Stripe …' },
  },
  here: {
    title: 'Check your details, then pay',
    button: { label: 'Continue to payment', pendingLabel: 'Opening the payment form …' },
  },
} as const satisfies Record<string, FormWords>
