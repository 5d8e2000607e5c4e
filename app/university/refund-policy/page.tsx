import type { Metadata } from 'next'

export const metadata: Metadata = {
  title: 'Refund policy',
  alternates: { canonical: '/university/refund-policy' },
}

/** The one versioned text on refunds (product, Undecided: 14 days). */
export default function RefundPolicyPage() {
  return (
    <article className="notice-page">
      <p className="mono !mt-0 !mb-4 text-pen-600">Version 2026-11-21</p>
      <h1>Refund policy</h1>
      <div className="mt-8 grid max-w-[40em] gap-5">
        <p>You get a full refund, tax included, when you ask within 14 days of purchase.</p>
        <p>
          Ask with your support reference, which begins with RU- and stands on the page after payment and in
          the mail from Stripe. The money goes back the way it came; banks take 5 to 10 days.
        </p>
        <p>A full refund ends access to the course. A partial refund does not.</p>
        <p>
          <a href="/university/go/help">Ask for a refund</a>
        </p>
      </div>
    </article>
  )
}
