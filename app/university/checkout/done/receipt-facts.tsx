import type { Fact } from '@/app/_ui/facts-list'
import { Documents } from '@/app/university/checkout/invoice/documents'
import { GivenBackFact } from '@/app/university/my-courses/given-back-fact'
import type { Progress } from '@/lib/checkout/progress'
import type { SessionId } from '@/lib/ids'
import { formatMoney } from '@/lib/money'

/** Paid, given back, invoice, e-mail, reference: all but the last only where the receipt may be seen. */
export function receiptFacts({ receipt, reference }: Progress, sessionId: SessionId): readonly Fact[] {
  const facts: Fact[] = []
  if (receipt !== undefined) {
    const { tax, taxPlace, total, billing, email } = receipt
    const place = taxPlace === undefined ? '' : ` (${taxPlace})`
    const note = tax.amount > 0n ? `incl. ${formatMoney(tax)} tax${place}` : 'no tax'
    facts.push({
      name: 'Paid',
      value: (
        <>
          {formatMoney(total)} <span className="fine">{note}</span>
        </>
      ),
    })
    if (receipt.givenBack !== undefined)
      facts.push({ name: 'Given back', value: <GivenBackFact givenBack={receipt.givenBack} /> })
    facts.push({ name: 'Invoice', value: <Documents billing={billing} sessionId={sessionId} /> })
    if (email !== undefined) facts.push({ name: 'Sent to', value: email })
  }
  facts.push({ name: 'Reference', value: <span className="mono">{reference}</span> })
  return facts
}
