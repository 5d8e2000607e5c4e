import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sell } from '@/e2e/sold'
import type { Sale } from '@/e2e/sold'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import { customerIdSchema, smidSchema } from '@/lib/ids'
import { seedCatalog } from '@/prisma/seed/catalog'
import { writeCatalog } from '@/prisma/seed/write-catalog'
import { listEntitlements } from './entitlements'
import { entitlementsQuery } from './entitlements-query'
import type { EntitlementsRequest } from './entitlements-query'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: ReturnType<typeof openDatabase>
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 2,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
  await writeCatalog(db, seedCatalog)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const rows = async <R extends object>(sql: string, values: readonly unknown[] = []) =>
  (await db.pool.query<R>(sql, [...values])).rows
const sold = (sale: Sale) => sell(rows, sale)
const account = () => smidSchema.parse(`ACME-${randomUUID().slice(0, 8)}`)
const list = (request: Omit<EntitlementsRequest, 'limit'> & { limit?: number }) =>
  listEntitlements(db.pool, { limit: 200, ...request })

const [CERT, LAB] = ['RU-CERT-DEVELOPER', 'RU-LAB-LOCKS']

describe('entitlements', () => {
  it('are those of each person of the account, with purchases and dates, and nothing of who they are', async () => {
    const smid = account()
    const first = await sold({ smid, sku: CERT })
    await sold({ smid, sku: LAB, learner: first.learner, state: 'pending', at: '2026-11-02T00:00:00.000Z' })
    const second = await sold({ smid, sku: CERT })
    const { learners, next } = await list({ smid })
    expect(next).toBeUndefined()
    expect(learners.map(({ learner }) => learner)).toEqual([first.learner, second.learner].sort())
    const person = learners.find(({ learner }) => learner === first.learner)
    const paidAt = new Date('2026-11-01T10:00:00.000Z')
    expect(person?.flockjayUserId).toBe(first.flockjayUserId)
    expect([...(person?.courses ?? [])].sort((a, b) => a.sku.localeCompare(b.sku))).toMatchObject([
      {
        sku: CERT,
        title: 'Redis Certified Developer',
        state: 'active',
        reason: `Paid in full by purchase ${first.reference}.`,
        purchases: [
          { id: first.purchase, reference: first.reference, state: 'paid', identity: 'signed', paidAt },
        ],
        since: paidAt,
        decidedAt: paidAt,
      },
      {
        sku: LAB,
        state: 'pending',
        since: new Date('2026-11-02T00:00:00.000Z'),
        purchases: [{ paidAt: null }],
      },
    ])
    expect(JSON.stringify(learners)).not.toMatch(/@|Lena/)
  })
  it('leave out what only failed, and keep a failed purchase beside a paid one', async () => {
    const smid = account()
    const { learner } = await sold({ smid, sku: LAB, state: 'failed' })
    expect((await list({ smid })).learners).toEqual([])
    await sold({ smid, sku: LAB, learner, at: '2026-11-03T00:00:00.000Z' })
    const [person] = (await list({ smid })).learners
    expect(person?.courses).toMatchObject([
      { state: 'active', purchases: [{ state: 'failed' }, { state: 'paid' }] },
    ])
  })
  it('of one account tell nothing of what the same person bought for another', async () => {
    const [here, there] = [account(), account()]
    const early = await sold({ smid: there, sku: CERT, at: '2026-10-01T00:00:00.000Z' })
    const { learner } = early
    const late = await sold({ smid: here, sku: CERT, learner })
    await sold({ smid: there, sku: LAB, learner })
    const [person] = (await list({ smid: here })).learners
    expect(person?.courses).toHaveLength(1)
    expect(person?.courses).toMatchObject([
      { purchases: [{ id: late.purchase }], since: person?.courses[0]?.decidedAt },
    ])
    expect(JSON.stringify(person)).not.toContain(early.reference)
    expect(JSON.stringify(person)).not.toContain('2026-10-01')
    expect((await list({ smid: there })).learners[0]?.courses).toHaveLength(2)
  })
  it('can be narrowed to a person, and a person of another account has nothing here', async () => {
    const [here, there] = [account(), account()]
    const mine = await sold({ smid: here, sku: CERT })
    await sold({ smid: here, sku: CERT })
    const other = await sold({ smid: there, sku: CERT })
    const of = (id: string) => list({ smid: here, learner: customerIdSchema.parse(id) })
    expect((await of(mine.learner)).learners).toMatchObject([{ learner: mine.learner }])
    expect((await of(other.learner)).learners).toEqual([])
    expect((await list({ smid: account() })).learners).toEqual([])
  })
  it('come in pages: each once, in order, whatever the size', async () => {
    const smid = account()
    for (let person = 0; person < 5; person += 1) {
      const { learner } = await sold({ smid, sku: CERT })
      await sold({ smid, sku: LAB, learner, state: person === 2 ? 'failed' : 'paid' })
    }
    const flat = ({ learners }: Awaited<ReturnType<typeof list>>) =>
      learners.flatMap(({ learner, courses }) => courses.map(({ sku }) => `${learner} ${sku}`))
    const whole = flat(await list({ smid }))
    expect(whole).toHaveLength(9)
    for (const limit of [1, 2, 3, 9, 10, 11]) {
      const seen: string[] = []
      let after: EntitlementsRequest['after']
      do {
        const page = await list({ smid, limit, after })
        seen.push(...flat(page))
        after = page.next
      } while (after !== undefined)
      expect(seen).toEqual(whole)
    }
  })
  it('are read through the account’s index', async () => {
    const query = entitlementsQuery({ smid: account(), limit: 200 })
    await db.pool.query('SET enable_seqscan = off')
    const plan = await rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${query.text}`, query.values)
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('purchase_smid_id_idx')
  })
})
