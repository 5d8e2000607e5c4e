import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { DEFAULT_ACCOUNT, accountSchema } from '@/lib/ids'
import { createLogger } from '@/lib/log'
import { listDiscrepancies, noteDiscrepancies } from './discrepancies'
import type { Found, Scope } from './discrepancies'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 4,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const lines: string[] = []
const log = createLogger('test', 'silent')
for (const level of ['error', 'warn', 'info'] as const)
  log[level] = (...said: unknown[]) => void lines.push(`${level}: ${String(said.at(-1))}`)

const found = (subject: string, kind: Found['kind'] = 'balance-differs', detail = 'differs'): Found => ({
  kind,
  subject,
  detail,
})
const note = async (scope: Scope, ...what: Found[]) => {
  lines.length = 0
  return { open: await noteDiscrepancies({ db, log }, scope, what), lines: [...lines] }
}
const subjects = async () => (await listDiscrepancies(db)).map(({ subject }) => subject).toSorted()
const SUMS: Scope = { kinds: ['balance-differs'], account: DEFAULT_ACCOUNT }

describe('discrepancies', () => {
  it('are said at error once, at warn while they stay, at info when they end', async () => {
    expect(await note(SUMS, found('a'))).toEqual({ open: 1, lines: ['error: a discrepancy was found'] })
    expect(await note(SUMS, found('a'))).toEqual({ open: 1, lines: ['warn: discrepancies stay open'] })
    expect(await note(SUMS)).toEqual({ open: 0, lines: ['info: a discrepancy is resolved'] })
    expect(await note(SUMS)).toEqual({ open: 0, lines: [] })
  })
  it('keep their age, and take the latest detail', async () => {
    await note(SUMS, found('b'))
    const [before] = await listDiscrepancies(db)
    await note(SUMS, found('b', 'balance-differs', 'differs more'))
    expect(await listDiscrepancies(db)).toEqual([{ ...before, detail: 'differs more' }])
  })
  it('that come back are new ones', async () => {
    await note(SUMS)
    expect((await note(SUMS, found('b'))).lines).toEqual(['error: a discrepancy was found'])
    const { rows } = await db.pool.query("SELECT count(*)::int AS n FROM discrepancy WHERE subject = 'b'")
    expect(rows).toEqual([{ n: 2 }])
    await note(SUMS)
  })
  it('found twice at once are one', async () => {
    expect((await note(SUMS, found('c'), found('c'))).open).toBe(1)
    await Promise.all([1, 2, 3].map(() => noteDiscrepancies({ db, log }, SUMS, [found('c')])))
    expect(await subjects()).toEqual(['c'])
    await note(SUMS)
  })
  it('are ended only by a comparison that answers for their kind, account and subject', async () => {
    await note(SUMS, found('of default'))
    await note({ ...SUMS, account: accountSchema.parse('eu') }, found('of eu'))
    await note({ kinds: ['sale-differs'] }, found('of nobody', 'sale-differs'))
    const all = ['of default', 'of eu', 'of nobody']
    await note({ kinds: ['refunded-too-much'] })
    await note({ kinds: ['sale-differs', 'balance-differs'], subjects: ['another'] })
    expect(await subjects()).toEqual(all)
    await note(SUMS)
    expect(await subjects()).toEqual(all.slice(1))
    await note({ kinds: ['sale-differs'] })
    expect(await subjects()).toEqual(['of eu'])
  })
  it('by the thousand', async () => {
    const many = Array.from({ length: 3_000 }, (_, n) => found(`subject ${n}`, 'access-without-purchase'))
    const scope: Scope = { kinds: ['access-without-purchase'] }
    expect((await note(scope, ...many)).open).toBe(3_000)
    expect((await note(scope, ...many.slice(1))).lines).toEqual([
      'warn: discrepancies stay open',
      'info: a discrepancy is resolved',
    ])
    expect(await listDiscrepancies(db, { kinds: ['access-without-purchase'], atMost: 10 })).toHaveLength(10)
  })
})
