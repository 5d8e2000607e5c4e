'use client'

import { useFormStatus } from 'react-dom'

/** A form's button that says when its action is running, and does nothing at a second click meanwhile. */
export function PendingButton(props: {
  readonly label: string
  readonly pendingLabel: string
  readonly className: string
}) {
  const { pending } = useFormStatus()
  return (
    <button
      type="submit"
      className={props.className}
      aria-disabled={pending}
      onClick={(event) => pending && event.preventDefault()}
    >
      {pending ? props.pendingLabel : props.label}
    </button>
  )
}
