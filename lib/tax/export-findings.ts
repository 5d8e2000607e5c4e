import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { toDecimal } from '@/lib/money'
import { csvLine } from './csv-line'
import { findingRowSchema, findingSelect } from './finding-row'
import type { ListedTaxFinding } from './finding-row'

/** Read at a time, so that years of findings need no more memory than a page. */
const BATCH = 500

/** Days in UTC, both included: `2026-11-01`. Undefined: without a limit on that side. */
export const periodSchema = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})
export type Period = z.infer<typeof periodSchema>

export type TaxExport =
  { readonly outcome: 'found'; readonly lines: AsyncIterable<string> } | { readonly outcome: 'forbidden' }

const COLUMNS = [
  'finding',
  'recorded_at',
  'closed_at',
  'kind',
  'place',
  'missed_tax',
  'currency',
  'detail',
  'reference',
  'purchase',
  'stripe_account',
  'invoice',
  'paid_at',
  'route',
  'country_asked',
  'country_collected',
  'tax_taken',
  'total_paid',
]

/** Every finding recorded in a period, open and closed, oldest first, as lines of CSV (RFC 4180) with a header. */
export function exportTaxFindings(db: Database, actor: StaffActor, period: Period): TaxExport {
  if (!permits(actor, 'tax.read')) return { outcome: 'forbidden' }
  return { outcome: 'found', lines: lines(db, period) }
}

async function* lines(db: Database, { from, to }: Period): AsyncIterable<string> {
  yield csvLine(COLUMNS)
  const createdAt = {
    ...(from === undefined ? {} : { gte: new Date(`${from}T00:00:00Z`) }),
    ...(to === undefined ? {} : { lt: new Date(Date.parse(`${to}T00:00:00Z`) + 86_400_000) }),
  }
  let after: string | undefined
  for (;;) {
    const rows = await db.prisma.taxFinding.findMany({
      where: { createdAt, ...(after === undefined ? {} : { id: { gt: after } }) },
      select: findingSelect,
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    const findings = z.array(findingRowSchema).parse(rows)
    for (const finding of findings) yield csvLine(cells(finding))
    after = findings.at(-1)?.id
    if (rows.length < BATCH) return
  }
}

function cells({ purchase, money, ...finding }: ListedTaxFinding): (string | undefined)[] {
  const { currency, tax, total, taxEvidence } = purchase
  return [
    finding.id,
    finding.createdAt.toISOString(),
    finding.closedAt?.toISOString(),
    finding.kind,
    finding.place,
    money && toDecimal(money),
    finding.currency,
    finding.detail,
    purchase.reference,
    purchase.id,
    purchase.account,
    purchase.invoiceNumber,
    purchase.paidAt?.toISOString(),
    taxEvidence?.route,
    taxEvidence?.countryAsked,
    taxEvidence?.countryCollected,
    toDecimal({ amount: tax, currency }),
    toDecimal({ amount: total, currency }),
  ]
}
