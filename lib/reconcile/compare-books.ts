import { z } from 'zod'
import { currencySchema, formatMoney } from '@/lib/money'
import type { Currency } from '@/lib/money'
import type { ComparisonRun } from './comparison'
import { noteDiscrepancies } from './discrepancies'
import type { Found } from './discrepancies'
import { INVARIANTS } from './invariants'
import type { Invariant } from './invariants'
import type { ReconcileServices, Tally } from './services'

const rowsSchema = z.array(
  z.object({
    subject: z.string(),
    reference: z.string().nullable(),
    currency: currencySchema.nullable(),
    amount: z.string().nullable(),
    owed: z.string().nullable(),
  }),
)
const countSchema = z.tuple([z.object({ purchases: z.coerce.number() })])

/** Holds our books against themselves: what must be true of every purchase and posting. Reads only. */
export async function compareBooks(services: ReconcileServices, run: ComparisonRun): Promise<Tally> {
  const found: Found[] = []
  for (const invariant of INVARIANTS) found.push(...(await broken(run, invariant)))
  const { rows } = await run.connection.query<Record<string, unknown>>(
    'SELECT count(*) AS purchases FROM purchase',
  )
  const [{ purchases }] = countSchema.parse(rows)
  const open = await noteDiscrepancies(services, { kinds: INVARIANTS.map(({ kind }) => kind) }, found)
  return { lookedAt: purchases, repaired: 0, open }
}

async function broken(
  { connection, startedAt }: ComparisonRun,
  { kind, sql, says }: Invariant,
): Promise<Found[]> {
  const values = sql.includes('$1') ? [startedAt] : []
  const { rows } = await connection.query<Record<string, unknown>>(sql, values)
  return rowsSchema.parse(rows).map(({ subject, reference, currency, amount, owed }) => {
    const words = says({ amount: money(amount, currency), owed: money(owed, currency) })
    return { kind, subject, detail: reference === null ? words : `${reference}: ${words}` }
  })
}

function money(amount: string | null, currency: Currency | null): string {
  return amount === null || currency === null ? '' : formatMoney({ amount: BigInt(amount), currency })
}
