import type { Transaction } from '@/lib/db/database'
import type { Account } from '@/lib/ids'
import { postPayment } from '@/lib/ledger/post-payment'
import type { MoneyBack } from '@/lib/stripe/money-back'
import type { SessionFacts } from '@/lib/stripe/port'
import { recordMoneyBack } from './record-money-back'
import type { Recorded } from './record-purchase'

const NOTHING: MoneyBack = { refunds: [], disputes: [], creditNotes: [] }

/** Keeps what went back of a paid purchase, and posts whatever of its money is not in the ledger yet. */
export async function postMoney(
  tx: Transaction,
  facts: SessionFacts,
  { id, state, account, reading }: Recorded & { readonly account: Account; readonly reading: bigint },
): Promise<void> {
  if (state !== 'paid') return
  const { currency } = facts
  const read = facts.moneyBack ?? NOTHING
  const { refunds, disputes, creditNotes } = await recordMoneyBack(
    tx,
    { id, account, currency, reading },
    read,
  )
  await postPayment(tx, {
    account,
    purchaseId: id,
    sessionId: facts.id,
    paidAt: facts.completedAt,
    sale: facts,
    charge: facts.settlement,
    refunds: refunds.map((refund) => ({ ...refund, failed: refund.state === 'failed' })),
    disputes,
    creditNotes,
  })
}
