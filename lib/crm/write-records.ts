import type { SalesforcePort, SalesforceTrouble, WriteResult } from '@/lib/salesforce/port'
import type { PurchaseRecord } from '@/lib/salesforce/records'

export type Wrote =
  | { readonly outcome: 'answered'; readonly results: readonly WriteResult[] }
  | Exclude<SalesforceTrouble, NeedsPerson>
type NeedsPerson = { readonly outcome: 'needs-person' }

/**
 * Writes up to 200 records with one call. Where the call as a whole cannot succeed, it is halved until the record that
 * spoils it stands alone: one bad record holds up none of the others.
 */
export async function writeRecords(
  port: Pick<SalesforcePort, 'writePurchases'>,
  records: readonly PurchaseRecord[],
): Promise<Wrote> {
  if (records.length === 0) return { outcome: 'answered', results: [] }
  const answer = await port.writePurchases(records)
  if (answer.outcome !== 'needs-person') return answer
  if (records.length === 1) return { outcome: 'answered', results: [answer] }
  const middle = Math.ceil(records.length / 2)
  const first = await writeRecords(port, records.slice(0, middle))
  if (first.outcome !== 'answered') return first
  const second = await writeRecords(port, records.slice(middle))
  // What is written is written: the rest only is told of the trouble.
  if (second.outcome !== 'answered') {
    const { detail } = second
    return {
      outcome: 'answered',
      results: [
        ...first.results,
        ...records.slice(middle).map(() => ({ outcome: 'retry' as const, detail })),
      ],
    }
  }
  return { outcome: 'answered', results: [...first.results, ...second.results] }
}
