import type { ReactNode } from 'react'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { PurchaseRecord } from '@/lib/support/read'
import { unmatchedAdvice, unmatchedReason } from '../../salesforce/words'
import { MatchForm } from '../../salesforce/match-form'
import { lastSync } from './last-deliveries'
import { RetryForm } from './retry-form'
import { unlinkedSentence, writtenSentence } from './salesforce-words'

type Props = {
  readonly record: PurchaseRecord
  readonly actor: StaffActor
  /** Where a record of Salesforce is opened; undefined where that is not known. */
  readonly recordPage: (id: string) => string | undefined
}
type Told = Extract<PurchaseRecord['salesforce'], { told: true }>

/** Whether Salesforce has the purchase as it stands, whom it hangs on there, and what somebody can do about either. */
export function SalesforcePanel({ record, actor, recordPage }: Props) {
  const { salesforce, purchase } = record
  if (salesforce === undefined) return null
  return (
    <>
      <h2 id="salesforce">Salesforce</h2>
      {salesforce.told ? (
        <Told standing={salesforce} record={record} actor={actor} recordPage={recordPage} />
      ) : (
        <p>
          Salesforce was not told of it: it was sold before Salesforce was switched on. Whoever runs the shop
          writes all such purchases with <code>npm run salesforce:backfill</code>.
        </p>
      )}
      {(!salesforce.told || salesforce.on) &&
        purchase.customer.erasedAt === undefined &&
        permits(actor, 'salesforce.match') && (
          <div className="mt-4">
            <MatchForm
              purchase={purchase.id}
              reference={purchase.reference}
              from="purchase"
              summary={
                salesforce.told && salesforce.match === 'matched'
                  ? 'Match to another contact…'
                  : 'Match to a contact…'
              }
            />
          </div>
        )}
    </>
  )
}

function Told({ standing, record, actor, recordPage }: Props & { readonly standing: Told }) {
  const sync = lastSync(record)
  const now = new Date()
  return (
    <>
      <p>{writtenSentence(standing, sync, now)}</p>
      {sync?.retry === 'may' && standing.on && permits(actor, 'delivery.retry') && (
        <div className="my-3">
          <RetryForm delivery={sync.id} purchase={record.purchase.id} />
        </div>
      )}
      <p>
        {standing.match === 'matched' ? (
          <Linked standing={standing} recordPage={recordPage} />
        ) : (
          <Unlinked standing={standing} record={record} recordPage={recordPage} now={now} />
        )}
      </p>
    </>
  )
}

type LinkedProps = Pick<Props, 'recordPage'> & { readonly standing: Told }

function Linked({ standing, recordPage }: LinkedProps) {
  const { accountId, contactId, chosenBy, chosenAt } = standing
  return (
    <>
      Linked to account <There id={accountId} recordPage={recordPage} /> and contact{' '}
      <There id={contactId} recordPage={recordPage} />
      {chosenAt !== undefined &&
        `, which ${chosenBy ?? 'somebody'} chose on ${chosenAt.toISOString().slice(0, 10)}`}
      .
    </>
  )
}

type UnlinkedProps = LinkedProps & { readonly record: PurchaseRecord; readonly now: Date }

function Unlinked({ standing, record: { purchase }, recordPage, now }: UnlinkedProps) {
  const { reason, overdue, accountId } = standing
  const erased = purchase.customer.erasedAt !== undefined
  return (
    <>
      {accountId !== undefined && (
        <>
          Linked to account <There id={accountId} recordPage={recordPage} />, to no contact yet.{' '}
        </>
      )}
      {unmatchedReason(reason, purchase.smid)} {unmatchedAdvice({ reason, overdue, erased })}{' '}
      <span className="fine">{unlinkedSentence(standing, now)}</span>
    </>
  )
}

/** The id of a record in Salesforce, as the way to it where that is known. */
function There({
  id,
  recordPage,
}: Pick<Props, 'recordPage'> & { readonly id: string | undefined }): ReactNode {
  if (id === undefined) return 'unknown'
  const href = recordPage(id)
  return href === undefined ? (
    <code>{id}</code>
  ) : (
    <a href={href} rel="noreferrer" className="underline">
      <code>{id}</code>
    </a>
  )
}
