import type { ReactNode } from 'react'
import { CheckoutSummary } from './checkout-summary'
import type { SummaryCourse } from './checkout-summary'

/** The checkout page where something comes before the form: what, why, and what to do, beside the summary. */
export function CheckoutStep(props: {
  readonly course: SummaryCourse
  readonly price: string
  readonly picture: ReactNode
  readonly badge: ReactNode
  readonly refundSummary: string
  readonly title: string
  /** What is known of tax by now. */
  readonly taxLine?: string
  readonly children: ReactNode
}) {
  const { course } = props
  return (
    <div className="checkout">
      <CheckoutSummary
        course={course}
        price={props.price}
        picture={props.picture}
        badge={props.badge}
        refundSummary={props.refundSummary}
        taxLine={props.taxLine ?? 'shown before you pay'}
      />
      <div className="checkout-column">
        <nav aria-label="Breadcrumb" className="crumbs">
          <a href={course.address}>{course.title}</a> / <span aria-current="page">Check out</span>
        </nav>
        <h1 className="checkout-title">{props.title}</h1>
        <div className="checkout-step">{props.children}</div>
      </div>
    </div>
  )
}
