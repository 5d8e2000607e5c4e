import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { deliveryIdSchema, purchaseIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import { oweDelivery } from './owe'
import type { AccessAction } from './owe'
import { releaseEndedClaims } from './release-claims'
import { runDelivery } from './run'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterAll(() => path.close())

let serial = 0
/** A paid purchase whose unlock is owed and not carried out. */
async function sold(): Promise<PurchaseId> {
  const session = await path.open(`series${(serial += 1)}@example.com`)
  await path.pay(session)
  await processSession(path.services, session)
  const [row] = await path.rows('SELECT id FROM purchase WHERE session_id = $1', [session])
  return purchaseIdSchema.parse(row?.['id'])
}
const owe = (purchase: PurchaseId, action: AccessAction, again = false) =>
  path.services.db.prisma.$transaction((tx) => oweDelivery(tx, purchase, 'flockjay', action, { again }))
const series = (purchase: PurchaseId) =>
  path.rows('SELECT number, action, state FROM delivery WHERE purchase_id = $1 ORDER BY number', [purchase])
const enrolled = (purchase: PurchaseId) =>
  path.flockjayEmulator.enrollments().find((seen) => seen.purchase_id === purchase)?.status
async function ids(purchase: PurchaseId): Promise<DeliveryId[]> {
  const rows = await path.rows('SELECT id FROM delivery WHERE purchase_id = $1 ORDER BY number', [purchase])
  return rows.map(({ id }) => deliveryIdSchema.parse(id))
}
async function runAll(purchase: PurchaseId): Promise<void> {
  for (const id of await ids(purchase)) await runDelivery(path.services, id)
}

describe('a series', () => {
  it('takes the place of what is not finished, and owes the same thing once', async () => {
    const purchase = await sold()
    expect(await owe(purchase, 'unlock')).toBeUndefined()
    expect(await owe(purchase, 'revoke')).toBeDefined()
    expect(await owe(purchase, 'revoke')).toBeUndefined()
    expect(await series(purchase)).toEqual([
      { number: 1, action: 'unlock', state: 'superseded' },
      { number: 2, action: 'revoke', state: 'waiting' },
    ])
    await runAll(purchase)
    expect(enrolled(purchase)).toBeUndefined()
    expect(await owe(purchase, 'unlock')).toBeDefined()
    await runAll(purchase)
    expect(enrolled(purchase)).toBe('active')
  })
  it('owes a thing anew only when it is done and somebody lost it', async () => {
    const purchase = await sold()
    expect(await owe(purchase, 'unlock', true)).toBeUndefined()
    await runAll(purchase)
    expect(await owe(purchase, 'unlock', true)).toBeDefined()
  })
  it('waits while another call for the same purchase is under way, and goes on when that is settled', async () => {
    const purchase = await sold()
    const [unlock] = await ids(purchase)
    if (unlock === undefined) throw new Error('nothing is owed')
    let letGo: (() => void) | undefined
    const held = new Promise<void>((done) => (letGo = done))
    const { flockjay } = path.services
    let called: (() => void) | undefined
    const reached = new Promise<void>((done) => (called = done))
    const slow: typeof flockjay = {
      ...flockjay,
      unlock: async (request) => {
        called?.()
        await held
        return flockjay.unlock(request)
      },
    }
    const running = runDelivery({ ...path.services, flockjay: slow }, unlock)
    await reached
    const revoke = await owe(purchase, 'revoke')
    if (revoke === undefined) throw new Error('no revoke is owed')
    await runDelivery(path.services, revoke)
    expect(await series(purchase)).toMatchObject([{ state: 'superseded' }, { state: 'waiting' }])
    await path.rows("DELETE FROM pgboss.job WHERE name = 'delivery'")
    letGo?.()
    await running
    // The unlock did happen there, after it was superseded: what follows is queued, and takes it away again.
    expect(enrolled(purchase)).toBe('active')
    expect(
      await path.rows("SELECT 1 FROM pgboss.job WHERE name = 'delivery' AND data->>'deliveryId' = $1", [
        revoke,
      ]),
    ).toHaveLength(1)
    await runDelivery(path.services, revoke)
    expect(enrolled(purchase)).toBe('revoked')
    expect(await series(purchase)).toMatchObject([{ state: 'superseded' }, { state: 'done' }])
  })
  it('whose worker was taken for dead cannot undo what its successor did', async () => {
    const purchase = await sold()
    const [unlock] = await ids(purchase)
    if (unlock === undefined) throw new Error('nothing is owed')
    const { flockjay } = path.services
    const overtaken: typeof flockjay = {
      ...flockjay,
      unlock: async () => {
        await path.rows("UPDATE delivery SET claimed_until = now() - interval '1 second' WHERE id = $1", [
          unlock,
        ])
        await runDelivery(path.services, unlock)
        return { outcome: 'permanent', detail: 'an answer that came too late' }
      },
    }
    await runDelivery({ ...path.services, flockjay: overtaken }, unlock)
    expect(await series(purchase)).toMatchObject([{ state: 'done' }])
    expect(
      await path.rows('SELECT outcome FROM delivery_attempt WHERE delivery_id = $1 ORDER BY number', [
        unlock,
      ]),
    ).toEqual([{ outcome: 'permanent' }, { outcome: 'done' }])
  })
  it('ends in its last word, whatever happens at once', async () => {
    const word = fc.constantFrom<AccessAction>('unlock', 'revoke')
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), async (words) => {
        const purchase = await sold()
        for (const action of words) {
          await owe(purchase, action)
          const all = await ids(purchase)
          await Promise.all([...all, ...all].map((id) => runDelivery(path.services, id)))
        }
        await runAll(purchase)
        expect(enrolled(purchase) === 'active').toBe(words.at(-1) === 'unlock')
      }),
      { numRuns: 15 },
    )
  })
})

describe('a settlement that fails', () => {
  it('leaves no claim behind: the next try of the job goes through', async () => {
    const purchase = await sold()
    const [unlock] = await ids(purchase)
    if (unlock === undefined) throw new Error('nothing is owed')
    const { db } = path.services
    await path.rows('SELECT 1')
    const failing = {
      ...db,
      pool: new Proxy(db.pool, {
        get: (pool, name) =>
          name === 'query'
            ? (query: { name?: string }, ...rest: unknown[]) =>
                query.name === 'settle-done'
                  ? Promise.reject(new Error('disk full'))
                  : Reflect.apply(pool.query, pool, [query, ...rest])
            : Reflect.get(pool, name),
      }),
    }
    await expect(runDelivery({ ...path.services, db: failing }, unlock)).rejects.toThrow('disk full')
    await runDelivery(path.services, unlock)
    expect(await series(purchase)).toMatchObject([{ state: 'done' }])
  })
})

describe('a claim whose worker has ended', () => {
  it('is freed with a job of its own, also while the first job is just ending without having got it', async () => {
    const purchase = await sold()
    const [unlock] = await ids(purchase)
    const [worker] = await path.rows(
      "INSERT INTO worker_process (ended_at, ending) VALUES (now(), 'died') RETURNING id",
    )
    await path.rows(
      "UPDATE delivery SET claimed_by = $2, claimed_until = now() + interval '30 seconds' WHERE id = $1",
      [unlock, worker?.['id']],
    )
    const jobs = (state: string) =>
      path.rows(
        "SELECT 1 FROM pgboss.job WHERE name = 'delivery' AND data->>'deliveryId' = $1 AND state::text = $2 AND start_after <= now()",
        [unlock, state],
      )
    await path.rows(
      "UPDATE pgboss.job SET state = 'active', started_on = now() WHERE data->>'deliveryId' = $1",
      [unlock],
    )
    await path.services.db.prisma.$transaction((tx) => releaseEndedClaims(tx))
    expect([await jobs('active'), await jobs('created')]).toMatchObject([{ length: 1 }, { length: 1 }])
  })
  it('in the way of a job has it tried again once it has run out', async () => {
    const purchase = await sold()
    const [unlock] = await ids(purchase)
    if (unlock === undefined) throw new Error('nothing is owed')
    await path.rows("UPDATE delivery SET claimed_until = now() + interval '30 seconds' WHERE id = $1", [
      unlock,
    ])
    await runDelivery(path.services, unlock)
    const [job] = await path.rows(
      "SELECT start_after > now() + interval '20 seconds' AS later FROM pgboss.job WHERE singleton_key = $1",
      [`${unlock}@held`],
    )
    expect(job).toEqual({ later: true })
  })
})
