'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import type { Country } from '@/lib/checkout/countries'
import type { TaxExpectations } from '@/lib/tax/expectation'
import { described, FieldError } from './field-error'

/** Where the buyer is billed: it decides tax, and which of our accounts sells. */
export function CountryField(props: {
  value: string
  error: string | undefined
  countries: readonly Country[]
  onChoose: (code: string) => void
  hint: string
  tax: TaxExpectations
}) {
  const select = useRef<HTMLSelectElement>(null)
  const takeOver = useEffectEvent(() => {
    if (select.current !== null && select.current.value !== props.value) props.onChoose(select.current.value)
  })
  // Chosen before our scripts were there: its price and tax are shown too.
  useEffect(() => takeOver(), [])
  return (
    <div className="field">
      <label htmlFor="country">Billing country</label>
      <FieldError id="country" error={props.error} />
      <select
        ref={select}
        id="country"
        name="country"
        autoComplete="country"
        value={props.value}
        onChange={(event) => props.onChoose(event.target.value)}
        aria-invalid={props.error !== undefined}
        aria-describedby={described('country', props.error)}
      >
        {props.countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <p id="country-hint" className="fine" aria-live="polite">
        {props.hint}
      </p>
      <noscript>
        <p className="fine">
          Tax in the United States: {props.tax.US.line}. In Israel: {props.tax.IL.line}. In other countries:{' '}
          {props.tax.other.line}.
        </p>
      </noscript>
    </div>
  )
}
