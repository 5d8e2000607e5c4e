import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NoticePage } from '@/app/_ui/notice-page'
import { readViewer } from '@/app/university/checkout/viewer'
import { sessionIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import { NOT_CORRECTABLE } from '../words'
import { CorrectionForm } from './correction-form'
import { TAX_ID_GROUPS } from './tax-id-groups'

export const metadata: Metadata = { title: 'Correct an invoice', robots: { index: false } }

type Query = Promise<{ session_id?: string | string[] }>

/** For who forgot the company's details at checkout: only with the browser or the person of the purchase. */
export default async function CorrectionPage({ searchParams }: { readonly searchParams: Query }) {
  const id = sessionIdSchema.safeParse((await searchParams).session_id)
  if (!id.success) notFound()
  const askable = await services().checkout.askable(id.data, await readViewer())
  if (askable === undefined) notFound()
  const { title, reference, billing } = askable
  const back = { href: `/university/checkout/done?session_id=${id.data}`, label: 'Back to your purchase' }
  if (billing.notAsk === 'asked-already')
    return (
      <NoticePage
        title="We have your request"
        text="Our finance team makes the corrected invoice, usually within two working days. It then appears with your purchase and in My courses; what you paid does not change."
        step={back}
      />
    )
  if (billing.notAsk !== undefined)
    return (
      <NoticePage title="This invoice cannot be corrected" text={NOT_CORRECTABLE[billing.notAsk]} step={back}>
        <p>
          <a href="/university/go/help">Ask for help</a> and name {reference}.
        </p>
      </NoticePage>
    )
  return (
    <div className="frame">
      <div className="mx-auto grid max-w-2xl gap-6 py-14">
        <nav aria-label="Breadcrumb" className="crumbs">
          <a href={back.href}>Your purchase</a> / <span aria-current="page">Correct the invoice</span>
        </nav>
        <h1 className="checkout-title">Ask for a corrected invoice</h1>
        <p>
          For {title}, invoice {billing.documents[0]?.number}. Fill in only what is missing or wrong. A paid
          invoice cannot be changed: we credit it and make a new one, without charging or giving back
          anything.
        </p>
        <CorrectionForm sessionId={id.data} choices={TAX_ID_GROUPS} />
      </div>
    </div>
  )
}
