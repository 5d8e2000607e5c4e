'use client'

import { useActionState, useState } from 'react'
import type { ReactNode } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import { PendingButton } from '@/app/_ui/pending-button'
import type { Country } from '@/lib/checkout/countries'
import type { FormErrors } from '@/lib/checkout/form'
import type { Terms } from '@/lib/checkout/terms'
import { expectationIn } from '@/lib/tax/expectation'
import type { TaxExpectations } from '@/lib/tax/expectation'
import { startPayment } from './actions'
import type { CheckoutState } from './actions'
import { CheckoutNotice } from './checkout-notice'
import { CheckoutSummary } from './checkout-summary'
import type { SummaryCourse } from './checkout-summary'
import { CountryField } from './country-field'
import { described, FieldError } from './field-error'
import type { FormWords } from './form-words'

export type CheckoutFormProps = {
  readonly sku: string
  /** Empty where the learner came without a link. */
  readonly sealedHandoff: string
  readonly ownAccount: boolean
  readonly again: boolean
  /** The last characters of the account id, enough to recognise one's own. */
  readonly accountEnding: string
  /** The address, where it is known; undefined where it has to be asked. */
  readonly email: string | undefined
  /** Buying for the account signed in to, which is not the link's. */
  readonly otherAccount: boolean
  readonly course: SummaryCourse
  readonly picture: ReactNode
  readonly badge: ReactNode
  readonly countries: readonly Country[]
  /** The first guess; always changeable. */
  readonly country: string
  /** Empty where it has none. */
  readonly price: string
  /** Where it is sold by another account, at that one's price; null where that one has none. */
  readonly pricesElsewhere: Readonly<Record<string, string | null>>
  readonly tax: TaxExpectations
  readonly terms: Terms
  readonly cancelled: boolean
  readonly words: FormWords
}

const FIELDS = ['email', 'country', 'poNumber', 'confirmed'] as const

/** What the learner pays in the country chosen: what the server has just said, else what the page came with. */
function priceIn(
  country: string,
  { price, pricesElsewhere }: CheckoutFormProps,
  state: CheckoutState,
): string | undefined {
  if (state.price !== undefined && state.values.country === country) return state.price
  const elsewhere = pricesElsewhere[country]
  return elsewhere === undefined ? price : (elsewhere ?? undefined)
}

/** Decisions in one column, the summary beside it. Works as a plain form too; scripts only save a page load. */
export function CheckoutForm(props: CheckoutFormProps) {
  const initial: CheckoutState = {
    values: { email: '', country: props.country, poNumber: '', confirmed: false },
    errors: {},
  }
  const [state, submit] = useActionState(startPayment, initial)
  const [chosen, choose] = useState<string>()
  const country = chosen ?? state.values.country
  const price = priceIn(country, props, state)
  const tax = expectationIn(props.tax, country)
  const terms = state.terms ?? props.terms
  return (
    <div className="checkout">
      <CheckoutSummary
        course={props.course}
        price={price ?? 'not on sale there'}
        picture={props.picture}
        badge={props.badge}
        taxLine={tax.line}
        refundSummary={terms.refundPolicy.summary}
      />
      <div className="checkout-column">
        <nav aria-label="Breadcrumb" className="crumbs">
          <a href={props.course.address}>{props.course.title}</a> / <span aria-current="page">Check out</span>
        </nav>
        <h1 className="checkout-title">{props.words.title}</h1>
        <ErrorSummary errors={state.errors} order={FIELDS} page="Check out" />
        <CheckoutNotice
          problem={state.problem}
          cancelled={props.cancelled}
          course={props.course}
          sku={props.sku}
          again={props.again}
        />
        <form action={submit} noValidate className="checkout-form">
          <Carried {...props} price={price ?? ''} terms={terms} />
          {props.email === undefined ? (
            <EmailField
              value={state.values.email}
              error={state.errors.email}
              accountEnding={props.accountEnding}
            />
          ) : (
            <KnownBuyer {...props} email={props.email} />
          )}
          <CountryField
            countries={props.countries}
            value={country}
            onChoose={choose}
            hint={tax.hint}
            tax={props.tax}
            error={state.errors.country}
          />
          <PoNumberField value={state.values.poNumber} error={state.errors.poNumber} />
          <Confirmation
            text={terms.confirmation.text}
            checked={state.values.confirmed}
            error={state.errors.confirmed}
          />
          <PendingButton {...props.words.button} className="button-primary wide" />
          <p className="fine centred">
            Nothing is charged on this page. Cards and wallets are handled by Stripe; we never see them.
          </p>
        </form>
      </div>
    </div>
  )
}

/** What was shown and decided before, for the server to hold against what is true by then. */
function Carried(
  props: Pick<CheckoutFormProps, 'sku' | 'price' | 'terms' | 'sealedHandoff' | 'ownAccount' | 'again'>,
) {
  const { confirmation, refundPolicy } = props.terms
  return (
    <>
      <input type="hidden" name="sku" value={props.sku} />
      <input type="hidden" name="price" value={props.price} />
      <input type="hidden" name="confirmationVersion" value={confirmation.version} />
      <input type="hidden" name="refundPolicyVersion" value={refundPolicy.version} />
      <input type="hidden" name="handoff" value={props.sealedHandoff} />
      {props.ownAccount && <input type="hidden" name="account" value="own" />}
      {props.again && <input type="hidden" name="again" value="yes" />}
    </>
  )
}

type FieldProps = { readonly value: string; readonly error: FormErrors['email'] }

function EmailField({ value, error, accountEnding }: FieldProps & { accountEnding: string }) {
  return (
    <div className="field">
      <label htmlFor="email">Your e-mail</label>
      <FieldError id="email" error={error} />
      <input
        id="email"
        name="email"
        type="email"
        autoComplete="email"
        spellCheck={false}
        maxLength={254}
        required
        defaultValue={value}
        aria-invalid={error !== undefined}
        aria-describedby={described('email', error)}
      />
      <p id="email-hint" className="fine">
        The one you use in Redis University. The course opens in Redis Cloud account {accountEnding}. Buying
        for somebody else? <a href="/university/go/help">Ask us</a>.
      </p>
    </div>
  )
}

/** Who is buying, where nobody needs to type it. */
function KnownBuyer(props: Pick<CheckoutFormProps, 'accountEnding' | 'otherAccount'> & { email: string }) {
  return (
    <div className="buyer">
      <p>
        <span className="fine">Buying as</span> <strong>{props.email}</strong>
      </p>
      <p className="fine">
        Opens in Redis Cloud account {props.accountEnding}
        {props.otherAccount && ', not the one the link named'}. Buying for somebody else?{' '}
        <a href="/university/go/help">Ask us</a>.
      </p>
    </div>
  )
}

function PoNumberField({ value, error }: FieldProps) {
  return (
    <div className="field">
      <label htmlFor="poNumber">
        PO number <span className="optional">if your company needs one</span>
      </label>
      <FieldError id="poNumber" error={error} />
      <input
        id="poNumber"
        name="poNumber"
        maxLength={40}
        autoComplete="off"
        defaultValue={value}
        aria-invalid={error !== undefined}
        aria-describedby={described('poNumber', error)}
      />
      <p id="poNumber-hint" className="fine">
        Printed on your invoice. Company name and tax ID are asked on the next page.
      </p>
    </div>
  )
}

function Confirmation({
  text,
  checked,
  error,
}: {
  text: string
  checked: boolean
  error: string | undefined
}) {
  return (
    <div className="field">
      <FieldError id="confirmed" error={error} />
      <label className="confirmation" data-invalid={error !== undefined}>
        <input
          id="confirmed"
          name="confirmed"
          type="checkbox"
          value="yes"
          defaultChecked={checked}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : 'confirmed-error'}
        />
        <span>{text}</span>
      </label>
    </div>
  )
}
