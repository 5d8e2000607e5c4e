import type { ReactNode } from 'react'

export type SummaryCourse = {
  readonly title: string
  readonly address: string
  /** Where it opens in Redis University. */
  readonly openAddress: string
  /** What is bought, as the bill's line: Exam, Course, Lab. */
  readonly unit: string
}

/** What is bought and what it costs before tax. On a phone it comes first, without the picture. */
export function CheckoutSummary(props: {
  readonly course: SummaryCourse
  readonly price: string
  readonly picture: ReactNode
  readonly badge: ReactNode
  readonly taxLine: string
  /** The refund policy in one sentence. */
  readonly refundSummary: string
}) {
  const { course, price } = props
  return (
    <aside className="summary" aria-label="Order summary">
      <div className="summary-picture">{props.picture}</div>
      <div className="summary-body">
        {props.badge}
        <h2>{course.title}</h2>
        <dl>
          <div>
            <dt>{course.unit}</dt>
            <dd>{price}</dd>
          </div>
          <div>
            <dt>Tax</dt>
            <dd className="fine" aria-live="polite">
              {props.taxLine}
            </dd>
          </div>
          <div className="summary-total">
            <dt>Today, before tax</dt>
            <dd>{price}</dd>
          </div>
        </dl>
        <p className="fine">
          {props.refundSummary} <a href="/university/refund-policy">Refund policy</a>
        </p>
      </div>
    </aside>
  )
}
