import type { CheckoutProblem } from './actions'
import type { SummaryCourse } from './checkout-summary'

type Words = { readonly title: string; readonly text: string }

const WORDS: Readonly<Record<CheckoutProblem, Words>> = {
  owned: {
    title: 'This is paid for already',
    text: 'You have bought this before. Nothing was charged now.',
  },
  'owned-repeatable': {
    title: 'You have this already',
    text: 'You have bought this before. Nothing was charged now. You can buy it once more if that is what you want.',
  },
  'payment-pending': {
    title: 'Your payment is on its way',
    text: 'You have paid for this in a way that takes your bank longer. It opens as soon as the money arrives; you need not pay again.',
  },
  disputed: {
    title: 'Your bank questions your payment',
    text: 'You have bought this before, and your bank holds that payment until its question is settled. Then the course opens again, or you can buy it anew. Nothing was charged now.',
  },
  'link-used': {
    title: 'This purchase link was used already',
    text: 'A link pays once. Nothing was charged now. Open the course in Redis University and choose Purchase again.',
  },
  'not-for-sale': { title: 'This is not on sale right now', text: 'Nothing was charged.' },
  'not-sold-there': {
    title: 'Not on sale in this country yet',
    text: 'Nothing was charged. If your billing address is elsewhere, choose that country; otherwise ask us.',
  },
  'price-changed': {
    title: 'Please look at the price again',
    text: 'It differs from what this page showed before. Nothing was charged. Continue if it is fine with you.',
  },
  'terms-changed': {
    title: 'Please read and confirm once more',
    text: 'The refund policy or the text to confirm has changed since you opened this page. Nothing was charged. Look at both, then confirm and continue.',
  },
  unavailable: {
    title: 'Stripe cannot be reached',
    text: 'Nothing was charged. Your details are kept on this page: wait a moment, then continue again.',
  },
  'too-many': {
    title: 'Too many tries',
    text: 'Nothing was charged. Wait ten minutes, then continue again.',
  },
  'handoff-missing': {
    title: 'This page was open for too long',
    text: 'Nothing was charged. Open the course in Redis University and choose Purchase again.',
  },
}

const OPENS: readonly CheckoutProblem[] = ['owned', 'owned-repeatable', 'handoff-missing', 'link-used']

/** Why the learner is still here: what happened, that nothing was charged, and the one next step. */
export function CheckoutNotice(props: {
  readonly problem: CheckoutProblem | undefined
  readonly cancelled: boolean
  readonly course: SummaryCourse
  readonly sku: string
  readonly again: boolean
}) {
  const { problem, course } = props
  if (problem === undefined) return props.cancelled ? <Cancelled /> : props.again ? <OnceMore /> : null
  const { title, text } = WORDS[problem]
  return (
    <div className="notice" role="alert">
      <h2>{title}</h2>
      <p>{text}</p>
      {OPENS.includes(problem) && (
        <p>
          <a href={course.openAddress}>Open it in Redis University</a>
        </p>
      )}
      {problem === 'owned-repeatable' && (
        <p>
          <a href={`/university/checkout?sku=${props.sku}&again=1`}>Buy it once more</a>
        </p>
      )}
      {problem === 'disputed' && (
        <p className="fine">
          You did not ask your bank for this? <a href="/university/go/help">Ask for help</a>.
        </p>
      )}
      {problem === 'owned' && (
        <p className="fine">
          Not you, or something is missing? <a href="/university/go/help">Ask for help</a>.
        </p>
      )}
    </div>
  )
}

function OnceMore() {
  return (
    <div className="notice" role="status">
      <h2>Buying it once more</h2>
      <p>This is a purchase of its own, on top of the one you have.</p>
    </div>
  )
}

function Cancelled() {
  return (
    <div className="notice" role="status">
      <h2>You left Stripe before paying</h2>
      <p>Nothing was charged. Continue when you like.</p>
    </div>
  )
}
