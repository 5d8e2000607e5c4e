import type { CheckoutState } from './actions'
import type { SummaryCourse } from './checkout-summary'

type Words = { readonly title: string; readonly text: string }

const WORDS: Readonly<Record<NonNullable<CheckoutState['problem']>, Words>> = {
  owned: {
    title: 'This is paid for already',
    text: 'There is a purchase of this course with this e-mail. Nothing was charged now.',
  },
  'not-for-sale': { title: 'This is not on sale right now', text: 'Nothing was charged.' },
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

/** Why the learner is still here: what happened, that nothing was charged, and the one next step. */
export function CheckoutNotice(props: {
  readonly problem: CheckoutState['problem']
  readonly cancelled: boolean
  readonly course: SummaryCourse
  readonly helpUrl: string
}) {
  const { problem, course } = props
  if (problem === undefined) return props.cancelled ? <Cancelled /> : null
  const { title, text } = WORDS[problem]
  return (
    <div className="notice" role="alert">
      <h2>{title}</h2>
      <p>{text}</p>
      {(problem === 'owned' || problem === 'handoff-missing') && (
        <p>
          <a href={course.openAddress}>Open it in Redis University</a>
        </p>
      )}
      {problem === 'owned' && (
        <p className="fine">
          Not you, or something is missing? <a href={props.helpUrl}>Ask for help</a>.
        </p>
      )}
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
