import { PendingButton } from '@/app/_ui/pending-button'
import { age } from '@/app/staff/age'
import { DeskTable } from '@/app/staff/desk-table'
import { NoteForm } from '@/app/staff/note-form'
import { StateMark } from '@/app/staff/state-mark'
import type { UnmatchedPurchase } from '@/lib/support/salesforce-unmatched'
import { leavePurchase, watchPurchase } from './actions'
import { MatchForm } from './match-form'
import { PurchaseLink } from './purchase-link'
import { unmatchedAdvice, unmatchedReason } from './words'

type Props = {
  readonly purchases: readonly UnmatchedPurchase[]
  readonly now: Date
}

/** Purchases that hang on nobody in Salesforce: for whom, why, and what somebody may do about each. */
export function UnmatchedTable({ purchases, now }: Props) {
  return (
    <DeskTable
      caption="Purchases not linked to an account and a contact in Salesforce, oldest first"
      columns={['Waits for', 'Purchase', 'Why', '']}
      rows={purchases.map((purchase) => ({
        key: purchase.purchaseId,
        cells: [
          <Waits key="age" purchase={purchase} now={now} />,
          <span key="purchase">
            <PurchaseLink purchase={purchase} />
            <br />
            <Buyer purchase={purchase} />
          </span>,
          <Why key="why" purchase={purchase} now={now} />,
          <Doing key="doing" purchase={purchase} />,
        ],
      }))}
    />
  )
}

type One = { readonly purchase: UnmatchedPurchase; readonly now: Date }

function Waits({ purchase: { pendingSince, overdue }, now }: One) {
  return (
    <>
      <time dateTime={pendingSince.toISOString()}>{age(pendingSince, now)}</time>
      {overdue && (
        <>
          <br />
          <StateMark tone="failed" word="overdue" />
        </>
      )}
    </>
  )
}

/** By whom it was bought and for which account, as one looks them up in Salesforce. */
function Buyer({ purchase: { email, erased, smid } }: Pick<One, 'purchase'>) {
  const who = erased ? 'erased on request' : email
  return (
    <span className="fine wrap-anywhere">
      {who}
      {who !== undefined && <br />}
      SMID <code>{smid}</code>
    </span>
  )
}

function Why({ purchase, now }: One) {
  const { lookedAt, leftBy, leftAt, leftNote } = purchase
  const advice = unmatchedAdvice(purchase)
  return (
    <>
      {unmatchedReason(purchase.reason, purchase.smid)}
      <br />
      <span className="fine">
        {advice}
        {lookedAt !== undefined && ` Looked for ${age(lookedAt, now)} ago.`}
      </span>
      {leftAt !== undefined && (
        <>
          <br />
          Left as it is {leftBy === 'erasure'
            ? 'when the person was erased'
            : `by ${leftBy ?? 'somebody'}`}, {age(leftAt, now)} ago
          {leftNote === undefined ? '.' : `: ${leftNote}`}
        </>
      )}
    </>
  )
}

function Doing({ purchase: { purchaseId, reference, erased, leftAt } }: Pick<One, 'purchase'>) {
  return (
    // As wide as its buttons: they would rather break than the sentences beside them.
    <div className="grid min-w-[184px] justify-items-start gap-2">
      {!erased && (
        <MatchForm purchase={purchaseId} reference={reference} from="list" summary="Match to a contact…" />
      )}
      {leftAt === undefined ? (
        <NoteForm
          id={`leave-${purchaseId}`}
          hidden={{ purchase: purchaseId }}
          summary={
            <>
              Leave as it is…<span className="visually-hidden"> {reference}</span>
            </>
          }
          question="Why may it stay unlinked? It is still looked for by itself."
          button={{ label: 'Leave it as it is', pendingLabel: 'Keeping …' }}
          action={leavePurchase}
        />
      ) : (
        <form action={watchPurchase}>
          <input type="hidden" name="purchase" value={purchaseId} />
          <PendingButton label="Watch again" pendingLabel="Keeping …" className="desk-button" />
        </form>
      )}
    </div>
  )
}
