'use client'

import { useActionState, useEffect, useRef } from 'react'
import { PendingButton } from '@/app/_ui/pending-button'
import { confirmPrice } from './actions'
import { effects } from './price-effects'
import type { PriceState, Seen } from './price-state'

type Props = {
  readonly courseId: string
  readonly account: string
  readonly confirm: NonNullable<PriceState['confirm']>
  readonly seen: Seen
}

/** The step before anything happens: from what to what, what that does, and a button that names the amount. */
export function ConfirmForm({ courseId, account, confirm, seen }: Props) {
  const [{ problem }, submit] = useActionState(confirmPrice, { problem: undefined })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { before, after, proof } = confirm
  const home = `/staff/catalog/${courseId}`
  return (
    <section aria-labelledby="confirm" className="edit-confirm">
      <title>{`Confirm ${after} – Redis University staff`}</title>
      <h2 id="confirm" ref={heading} tabIndex={-1}>
        {before === undefined ? `${after}, the first price` : 'Is this right?'}
      </h2>
      {before !== undefined && (
        <p className="edit-from-to">
          <span className="visually-hidden">From </span>
          <del>{before}</del>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
            <path d="M3 12h18m-7-7 7 7-7 7" />
          </svg>
          <span className="visually-hidden"> to </span>
          <ins>{after}</ins>
        </p>
      )}
      <ul className="edit-effects">
        {effects(confirm, seen).map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <p role="alert" className="field-error">
        {problem}
      </p>
      <form action={submit} className="edit-buttons">
        <input type="hidden" name="course" value={courseId} />
        <input type="hidden" name="account" value={account} />
        <input type="hidden" name="proof" value={proof} />
        {problem === undefined && (
          <PendingButton
            label={`Charge ${after} from now on`}
            pendingLabel="Asking Stripe …"
            className="button-primary"
          />
        )}
        <a className="desk-button" href={`${home}/price?account=${account}`}>
          Type another price
        </a>
        <a className="desk-button" href={`${home}/selling`}>
          {before === undefined ? 'Set no price' : `Keep ${before}`}
        </a>
      </form>
    </section>
  )
}
