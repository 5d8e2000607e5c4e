'use client'

import { useFormStatus } from 'react-dom'

/** The one action of the page. While it runs, a second click does nothing and the button says so. */
export function SubmitButton() {
  const { pending } = useFormStatus()
  return (
    <button
      type="submit"
      className="button-primary wide"
      aria-disabled={pending}
      onClick={(event) => pending && event.preventDefault()}
    >
      {pending ? 'Opening Stripe …' : 'Continue to Stripe and pay'}
    </button>
  )
}
