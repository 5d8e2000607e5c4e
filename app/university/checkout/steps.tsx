import type { ReactNode } from 'react'
import { SignInButton } from '@/app/_session/sign-in-button'
import type { Standing } from '@/lib/checkout/standing'
import type { Sku, Smid } from '@/lib/ids'
import { CheckoutStep } from './checkout-step'
import type { SummaryCourse } from './checkout-summary'

export type StepFrame = {
  readonly course: SummaryCourse
  readonly price: string
  readonly picture: ReactNode
  readonly badge: ReactNode
  /** The refund policy in one sentence. */
  readonly refundSummary: string
}

/** The plain link's or the course page's buyer, before they have signed in: the course, and nothing of any account. */
export function SignInStep({ frame, sku }: { readonly frame: StepFrame; readonly sku: Sku }) {
  return (
    <CheckoutStep {...frame} title="Sign in, then pay at Stripe">
      <p>
        Sign in with Redis Cloud, so that the course opens in your account and nobody else’s. If you are
        signed in there already, this takes no typing.
      </p>
      <SignInButton returnTo={page(sku)} label="Continue with Redis Cloud" />
      <p className="fine">Nothing is charged yet.</p>
    </CheckoutStep>
  )
}

/** Signed in, but the sign-in belongs to no Redis Cloud account. */
export function NoAccountStep(props: {
  readonly frame: StepFrame
  readonly sku: Sku
  readonly email: string | undefined
}) {
  return (
    <CheckoutStep {...props.frame} title="Your sign-in has no Redis Cloud account">
      <p>
        {props.email === undefined ? 'Your sign-in' : <strong>{props.email}</strong>} does not belong to a
        Redis Cloud account yet, and courses are kept by account. Nothing was charged. Create or join an
        account at Redis Cloud, then come back; or sign in as somebody else.
      </p>
      <SignInButton returnTo={page(props.sku)} label="Sign in as somebody else" other />
      <p className="fine">
        You have an account? <a href="/university/go/help">Ask for help</a>.
      </p>
    </CheckoutStep>
  )
}

/** The link names another account than the one signed in to: told plainly, and the learner chooses (R1). */
export function ChooseAccountStep(props: {
  readonly frame: StepFrame
  readonly sku: Sku
  readonly email: string | undefined
  readonly linkSmid: Smid
  readonly ownSmid: Smid
}) {
  return (
    <CheckoutStep {...props.frame} title="Which account is this for?">
      <p>
        The purchase link names Redis Cloud account <strong>{ending(props.linkSmid)}</strong>. You are signed
        in
        {props.email === undefined ? '' : ` as ${props.email}`}, account{' '}
        <strong>{ending(props.ownSmid)}</strong>. A course can only be bought for your own account.
      </p>
      <div className="step-choices">
        <a className="button-primary" href={`${page(props.sku)}&account=own`}>
          Buy for account {ending(props.ownSmid)}
        </a>
        <SignInButton returnTo={page(props.sku)} label="Sign in as somebody else" other quiet />
      </div>
      <p className="fine">
        Nothing was charged. Buying for somebody else? <a href="/university/go/help">Ask us</a>.
      </p>
    </CheckoutStep>
  )
}

/** This person has the unit already: open it instead of paying; what can be taken again asks first (R10). */
export function OwnedStep(props: {
  readonly frame: StepFrame
  readonly sku: Sku
  readonly standing: Exclude<Standing, 'none'>
  readonly repeatable: boolean
}) {
  const { frame, standing } = props
  const { course } = frame
  if (standing === 'payment-pending')
    return (
      <CheckoutStep {...frame} title="Your payment is on its way">
        <p>
          You have paid for this in a way that takes your bank longer. It opens as soon as the money arrives;
          you need not pay again.
        </p>
        <a className="button-primary" href="/university/my-courses">
          See my courses
        </a>
      </CheckoutStep>
    )
  if (standing === 'disputed')
    return (
      <CheckoutStep {...frame} title="Your bank questions your payment">
        <p>
          You have bought this before, and your bank holds that payment until its question is settled. Then
          the course opens again, or you can buy it anew. Nothing was charged now.
        </p>
        <div className="step-choices">
          <a className="button-primary" href="/university/my-courses">
            See my courses
          </a>
          <a className="button-quiet" href="/university/go/help">
            Ask for help
          </a>
        </div>
      </CheckoutStep>
    )
  return (
    <CheckoutStep {...frame} title="You have this already">
      <p>
        It is paid for and opens in Redis University. Nothing was charged now.
        {props.repeatable &&
          ` You can buy it once more if you want another ${course.unit === 'Exam' ? 'sitting' : 'run'}.`}
      </p>
      <div className="step-choices">
        <a className="button-primary" href={course.openAddress}>
          Open it
        </a>
        {props.repeatable && (
          <a className="button-quiet" href={`${page(props.sku)}&again=1`}>
            Buy it once more
          </a>
        )}
      </div>
      <p className="fine">
        Something is missing? <a href="/university/my-courses">See my courses</a> or{' '}
        <a href="/university/go/help">ask for help</a>.
      </p>
    </CheckoutStep>
  )
}

/** The last characters of an account id: enough to recognise one's own. */
export function ending(smid: Smid): string {
  return `••••${smid.slice(-4)}`
}

function page(sku: Sku): string {
  return `/university/checkout?sku=${sku}`
}
