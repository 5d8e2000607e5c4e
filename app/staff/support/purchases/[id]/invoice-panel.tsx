import { DeskTable } from '@/app/staff/desk-table'
import { PendingButton } from '@/app/_ui/pending-button'
import { StateMark } from '@/app/staff/state-mark'
import type { Mark } from '@/app/staff/state-mark'
import { When } from '@/app/staff/when'
import { TAX_ID_GROUPS } from '@/app/university/checkout/invoice/correction/tax-id-groups'
import { KIND } from '@/app/university/checkout/invoice/words'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseId } from '@/lib/ids'
import type { Invoicing } from '@/lib/invoices/read-invoicing'
import { formatMoney } from '@/lib/money'
import { CorrectionStartForm } from './correction-start-form'
import { NOT_CORRECTABLE, NOT_REFUNDABLE } from './invoice-words'
import { resumeRefund } from './refund-actions'
import { RefundForm } from './refund-form'

type Props = { readonly purchase: PurchaseId; readonly invoicing: Invoicing; readonly actor: StaffActor }

/** The documents of a purchase, refunds ordered here, and what finance may do about both. */
export function InvoicePanel({ purchase, invoicing, actor }: Props) {
  const { documents, refundOrders, corrections } = invoicing
  const last = corrections.at(-1)
  return (
    <>
      <h2>Documents</h2>
      {documents.length === 0 ? (
        <p className="fine">There are none yet.</p>
      ) : (
        <ul>
          {documents.map(({ id, kind, number }) => (
            <li key={id}>
              {KIND[kind]} <strong>{number}</strong> <code>{id}</code>
            </li>
          ))}
        </ul>
      )}
      {last !== undefined && (last.state === 'requested' || last.state === 'issuing') && (
        <p>
          A corrected invoice was asked for:{' '}
          <a href="/staff/finance/corrections">see the list of corrected invoices</a>.
        </p>
      )}
      {refundOrders.length > 0 && <Orders purchase={purchase} invoicing={invoicing} actor={actor} />}
      <Doing purchase={purchase} invoicing={invoicing} actor={actor} />
    </>
  )
}

const ORDER: Readonly<Record<Invoicing['refundOrders'][number]['state'], Mark>> = {
  ordered: { tone: 'waiting', word: 'ordered' },
  done: { tone: 'done', word: 'done' },
  refused: { tone: 'failed', word: 'refused' },
}

function Orders({ purchase, invoicing: { refundOrders }, actor }: Props) {
  const rows = refundOrders.map(({ id, orderedAt, amount, currency, reason, failure, state }) => ({
    key: id,
    cells: [
      <When key="when" at={orderedAt} />,
      <strong key="amount" className="tabular">
        {formatMoney({ amount, currency })}
      </strong>,
      <span key="why">
        {reason}
        {failure !== undefined && (
          <>
            <br />
            <span className="fine">Stripe: {failure}</span>
          </>
        )}
      </span>,
      <StateMark key="state" {...ORDER[state]} />,
      state === 'ordered' && permits(actor, 'purchase.refund') ? (
        <form key="again" action={resumeRefund}>
          <input type="hidden" name="purchase" value={purchase} />
          <input type="hidden" name="order" value={id} />
          <PendingButton label="Ask Stripe again" pendingLabel="Asking …" className="desk-button" />
        </form>
      ) : undefined,
    ],
  }))
  return (
    <DeskTable
      caption="Refunds ordered here, oldest first"
      columns={['Ordered (UTC)', 'Amount', 'Why', 'State', '']}
      rows={rows}
    />
  )
}

function Doing({ purchase, invoicing, actor }: Props) {
  const { notRefundable, notCorrectable, left } = invoicing
  return (
    <div className="mt-4 grid justify-items-start gap-3">
      {permits(actor, 'purchase.refund') &&
        (notRefundable === undefined ? (
          <RefundForm purchase={purchase} left={formatMoney(left)} />
        ) : (
          <p className="fine">No refund: {NOT_REFUNDABLE[notRefundable]}</p>
        ))}
      {permits(actor, 'invoice.correct') &&
        (notCorrectable === undefined ? (
          <CorrectionStartForm purchase={purchase} choices={TAX_ID_GROUPS} />
        ) : (
          <p className="fine">No corrected invoice: {NOT_CORRECTABLE[notCorrectable]}</p>
        ))}
    </div>
  )
}
