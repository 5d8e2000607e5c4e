import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import { purchaseIdSchema } from '@/lib/ids'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import type { PurchaseRecord } from '@/lib/support/read'
import { explain } from './explain'
import { PurchaseFacts, PurchaseNumbers } from './purchase-facts'
import { PurchaseHead } from './purchase-head'
import { Timeline } from './timeline'

export const metadata: Metadata = { title: 'Purchase' }

type Props = {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<{ did?: string | string[] }>
}

/** One purchase: can the learner open the course and why, then all that happened. */
export default async function PurchasePage({ params, searchParams }: Props) {
  const [{ id }, { did }] = await Promise.all([params, searchParams])
  const parsed = purchaseIdSchema.safeParse(id)
  return (
    <Desk
      here="purchases"
      path={parsed.success ? `/staff/support/purchases/${parsed.data}` : '/staff/support'}
    >
      {async (actor) => {
        const result = parsed.success
          ? await services().support.read(actor, parsed.data)
          : { outcome: 'missing' as const }
        if (result.outcome === 'forbidden') return <Refused what="Purchases are for support and finance." />
        if (result.outcome === 'missing') notFound()
        return (
          <>
            <DidNotice did={did} />
            <Record record={result.record} actor={actor} />
          </>
        )
      }}
    </Desk>
  )
}

function Record({ record, actor }: { readonly record: PurchaseRecord; readonly actor: StaffActor }) {
  const { answer, because } = explain(record)
  return (
    <>
      <PurchaseHead record={record} />
      <PurchaseFacts purchase={record.purchase} />
      <p className="desk-answer">
        <strong>{answer}</strong> {because.join(' ')}
        {record.others.length > 0 && <Others record={record} />}
      </p>
      <h2 id="what-happened">What happened</h2>
      <Timeline record={record} mayRetry={permits(actor, 'delivery.retry')} />
      <h2>Numbers to look it up by</h2>
      <PurchaseNumbers purchase={record.purchase} />
    </>
  )
}

function Others({ record }: { readonly record: PurchaseRecord }) {
  return (
    <>
      {' '}
      The same person also bought it as{' '}
      {record.others.map(({ id, reference, state }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={`/staff/support/purchases/${id}`}>{reference}</a> ({state})
        </span>
      ))}
      .
    </>
  )
}
