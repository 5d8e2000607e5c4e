'use client'

import { useEffect, useRef, useState } from 'react'
import { mountEmbeddedForm } from '@/lib/stripe/embedded-form'

/** After this long the learner is told; a form that comes later is shown all the same. */
const PATIENCE_MS = 15_000

/** Stripe's form, and what stands in its place until it is there. Room is kept for it, so that nothing jumps. */
export function EmbeddedPayment(props: {
  readonly clientSecret: string
  readonly publishableKey: string
  /** This page's address. */
  readonly again: string
}) {
  const { clientSecret, publishableKey } = props
  const place = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading')
  useEffect(() => {
    if (place.current === null) return
    let left = false
    const form = mountEmbeddedForm(place.current, { clientSecret, publishableKey })
    const patience = setTimeout(() => setState('failed'), PATIENCE_MS)
    const end = (outcome: 'shown' | 'failed') => {
      clearTimeout(patience)
      if (!left) setState(outcome)
    }
    form.mounted.then(
      () => end('shown'),
      () => end('failed'),
    )
    return () => {
      left = true
      clearTimeout(patience)
      form.remove()
    }
  }, [clientSecret, publishableKey])
  return (
    <div className={state === 'failed' ? 'payment' : 'payment payment-room'} aria-busy={state === 'loading'}>
      {state === 'loading' && (
        <p role="status" className="payment-waiting">
          Stripe’s payment form opens here …
        </p>
      )}
      {state === 'failed' && <Failed again={props.again} />}
      <div ref={place} />
    </div>
  )
}

function Failed({ again }: { readonly again: string }) {
  return (
    <div role="alert" className="notice">
      <h2>The payment form did not load</h2>
      <p>
        Nothing was charged. The connection may be slow, or something in your browser or network blocks
        js.stripe.com, where the form comes from: an ad blocker, a strict privacy setting, a company firewall.
      </p>
      <p>
        <a href={again}>Try again</a>, use another browser, or <a href="/university/go/help">ask for help</a>.
      </p>
    </div>
  )
}
