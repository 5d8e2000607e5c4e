import type { PublishedCourse } from '@/lib/catalog/published-course'
import { formatMoney } from '@/lib/money'

const BUY = {
  certification: 'Buy this exam',
  course: 'Buy this course',
  lab: 'Buy this lab',
  'live-training': 'Book this training',
} as const

/** Where buying begins: here by sign-in, or in Flockjay, which knows the learner (R1). */
export type BuyDoor = { readonly address: string; readonly bySignIn: boolean }

/** What it costs and what that buys. */
export function PriceCard(props: {
  readonly course: PublishedCourse
  readonly buy: BuyDoor
  readonly refundSummary: string
}) {
  const { course } = props
  return (
    <aside
      aria-label="Price"
      className="rounded-[10px] border border-pen-200 bg-white p-6 text-ink-900 shadow-[0_20px_40px_-12px_#091a2333] lg:sticky lg:top-[94px]"
    >
      {course.price && (
        <p className="flex items-baseline gap-2">
          <span className="font-display text-[40px] leading-none font-medium tracking-tight">
            {formatMoney(course.price.money, { trim: true })}
          </span>
          <span className="text-sm text-pen-600">{course.price.money.currency}</span>
        </p>
      )}
      <SaleState {...props} />
      <ul className="ticks mt-5">
        {course.content.included.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className="fine mt-5">
        {props.refundSummary} <a href="/university/refund-policy">Refund policy</a>
      </p>
    </aside>
  )
}

function SaleState({ course, buy }: { course: PublishedCourse; buy: BuyDoor }) {
  if (course.sale === 'announced') {
    return (
      <p className="mt-4 rounded-md bg-pen-100 p-4 text-[15px]">
        <strong>Not on sale yet.</strong>{' '}
        {course.kind === 'live-training' && course.content.sessions.length === 0
          ? 'Dates and seats are being set; the price may change until then.'
          : course.price === undefined
            ? 'The price is being set.'
            : 'The price may change until then.'}
      </p>
    )
  }
  if (course.sale === 'retired') {
    return (
      <p className="mt-4 rounded-md bg-pen-100 p-4 text-[15px]">
        <strong>No longer sold.</strong> Whoever bought it keeps it. <a href="/university">See the catalog</a>
        .
      </p>
    )
  }
  return (
    <>
      <p className="fine mt-3 mb-4">Plus tax where it applies, shown before you pay.</p>
      <a className="button-primary wide" href={buy.address}>
        {BUY[course.kind]}
      </a>
      <p className="fine mt-2">
        {buy.bySignIn
          ? 'You sign in with Redis Cloud, then pay at Stripe.'
          : 'Opens it in Redis University: choose Purchase there.'}
      </p>
    </>
  )
}
