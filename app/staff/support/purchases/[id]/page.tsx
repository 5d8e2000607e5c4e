import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import { purchaseIdSchema } from '@/lib/ids'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { InvoicingResult } from '@/lib/invoices/read-invoicing'
import { services } from '@/lib/runtime/services'
import type { PurchaseRecord } from '@/lib/support/read'
import { purchaseMark, systemName } from '../../marks'
import { explain } from './explain'
import { InvoicePanel } from './invoice-panel'
import { lastDeliveries } from './last-deliveries'
import { MoneyPanel } from './money-panel'
import { PurchaseFacts, PurchaseNumbers } from './purchase-facts'
import { PurchaseHead } from './purchase-head'
import { SalesforcePanel } from './salesforce-panel'
import { SettleForm } from './settle-form'
import { TaxPanel } from './tax-panel'
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
            <Record
              record={result.record}
              actor={actor}
              invoicing={await services().invoices.read(actor, result.record.purchase.id)}
            />
          </>
        )
      }}
    </Desk>
  )
}

type RecordProps = {
  readonly record: PurchaseRecord
  readonly actor: StaffActor
  readonly invoicing: InvoicingResult
}

function Record({ record, actor, invoicing }: RecordProps) {
  const { answer, because } = explain(record)
  return (
    <>
      <PurchaseHead record={record} />
      <PurchaseFacts
        purchase={record.purchase}
        invoiceNumber={invoicing.outcome === 'found' ? invoicing.invoicing.documents[0]?.number : undefined}
      />
      <p className="desk-answer">
        <strong>{answer}</strong> {because.join(' ')}
        {record.others.length > 0 && <Others record={record} />}
      </p>
      {permits(actor, 'delivery.retry') && <ByHand record={record} />}
      <MoneyPanel record={record} />
      {invoicing.outcome === 'found' && (
        <InvoicePanel purchase={record.purchase.id} invoicing={invoicing.invoicing} actor={actor} />
      )}
      <TaxPanel purchase={record.purchase} actor={actor} />
      <SalesforcePanel record={record} actor={actor} recordPage={services().support.salesforce.recordPage} />
      <h2 id="what-happened">What happened</h2>
      <Timeline record={record} mayRetry={permits(actor, 'delivery.retry')} />
      <h2>Numbers to look it up by</h2>
      <PurchaseNumbers purchase={record.purchase} />
    </>
  )
}

/** What nobody tries any more can be ended by whoever did it at the other side. */
function ByHand({ record }: { readonly record: PurchaseRecord }) {
  return lastDeliveries(record)
    .filter(({ byHand }) => byHand)
    .map(({ id, action, destination }) => (
      <SettleForm
        key={id}
        delivery={id}
        purchase={record.purchase.id}
        what={`the ${action} at ${systemName(destination)}`}
      />
    ))
}

function Others({ record }: { readonly record: PurchaseRecord }) {
  return (
    <>
      {' '}
      The same person also bought it as{' '}
      {record.others.map(({ id, reference, standing }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <a href={`/staff/support/purchases/${id}`}>{reference}</a> (
          {purchaseMark(standing, false).word.toLowerCase()})
        </span>
      ))}
      .
    </>
  )
}
