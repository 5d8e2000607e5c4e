import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { deliveryIdSchema } from '@/lib/ids'
import type { DeliveryId } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import { runDelivery } from './run'
import { sweep } from './sweep'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterEach(async () => {
  path.flockjayEmulator.faults.replace([])
  await path.rows("UPDATE circuit SET state = 'closed', failures = 0, opened_at = NULL, probe_at = NULL")
})
afterAll(() => path.close())

let serial = 0
/** A paid purchase whose unlock is owed. */
async function owed(): Promise<DeliveryId> {
  const session = await path.open(`owed${(serial += 1)}@example.com`)
  await path.pay(session)
  await processSession(path.services, session)
  const [row] = await path.rows(
    'SELECT d.id FROM delivery d JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1',
    [session],
  )
  return deliveryIdSchema.parse(row?.['id'])
}
const state = async (id: DeliveryId) =>
  (await path.rows('SELECT state, attempts FROM delivery WHERE id = $1', [id]))[0]
const history = (id: DeliveryId) =>
  path.rows('SELECT number, outcome FROM delivery_attempt WHERE delivery_id = $1 ORDER BY number', [id])
const due = (id: DeliveryId) =>
  path.rows("UPDATE delivery SET due_at = now() - interval '1 minute' WHERE id = $1", [id])
const putsOf = async (id: DeliveryId) => {
  const [row] = await path.rows('SELECT purchase_id FROM delivery WHERE id = $1', [id])
  return path.flockjayEmulator.enrollments().find((seen) => seen.purchase_id === row?.['purchase_id'])?.puts
}

describe('an unlock', () => {
  it('is done once, also when two workers have its job', async () => {
    const id = await owed()
    await Promise.all([runDelivery(path.services, id), runDelivery(path.services, id)])
    await runDelivery(path.services, id)
    expect(await state(id)).toEqual({ state: 'done', attempts: 1 })
    expect(await putsOf(id)).toBe(1)
  })
  it('is tried again after a failure, and both answers are kept', async () => {
    const id = await owed()
    path.flockjayEmulator.faults.replace([{ match: 'PUT *', status: 500, times: 1 }])
    await runDelivery(path.services, id)
    expect(await state(id)).toEqual({ state: 'waiting', attempts: 1 })
    await due(id)
    await runDelivery(path.services, id)
    expect(await history(id)).toEqual([
      { number: 1, outcome: 'retry' },
      { number: 2, outcome: 'done' },
    ])
  })
  it('that Flockjay only pretends to do is not done', async () => {
    const id = await owed()
    path.flockjayEmulator.faults.replace([{ match: 'PUT *', effect: 'no-effect' }])
    await runDelivery(path.services, id)
    expect((await state(id))?.['state']).toBe('waiting')
  })
  it('past its deadline waits for a person', async () => {
    const id = await owed()
    await path.rows('UPDATE delivery SET deadline = now() WHERE id = $1', [id])
    path.flockjayEmulator.faults.replace([{ match: 'PUT *', status: 500 }])
    await runDelivery(path.services, id)
    expect((await state(id))?.['state']).toBe('needs-person')
  })
  it('whose worker was killed in the call is taken up again after the claim runs out', async () => {
    const id = await owed()
    await path.rows(
      "UPDATE delivery SET attempts = 1, claimed_until = now() + interval '1 minute' WHERE id = $1",
      [id],
    )
    await runDelivery(path.services, id)
    expect((await state(id))?.['state']).toBe('waiting')
    await path.rows("UPDATE delivery SET claimed_until = now() - interval '1 second' WHERE id = $1", [id])
    await runDelivery(path.services, id)
    expect((await state(id))?.['state']).toBe('done')
  })
  it('whose job was deleted gets another, once', async () => {
    const id = await owed()
    await due(id)
    await path.services.db.pool.query("DELETE FROM pgboss.job WHERE name = 'delivery'")
    await Promise.all([sweep(path.services), sweep(path.services)])
    expect(
      await path.rows("SELECT 1 FROM pgboss.job WHERE name = 'delivery' AND data->>'deliveryId' = $1", [id]),
    ).toHaveLength(1)
  })
})

describe('a destination that is down', () => {
  it('is left alone after five failures; others wait without using up tries; one probe; then the backlog moves', async () => {
    const first = await owed()
    const waiting = await owed()
    path.flockjayEmulator.faults.replace([{ match: 'PUT *', status: 503 }])
    for (let n = 0; n < 5; n += 1) {
      await due(first)
      await runDelivery(path.services, first)
    }
    expect(await path.rows(`SELECT state FROM circuit WHERE destination = 'flockjay'`)).toEqual([
      { state: 'open' },
    ])
    await runDelivery(path.services, waiting)
    expect(await state(waiting)).toEqual({ state: 'waiting', attempts: 0 })
    path.flockjayEmulator.faults.replace([])
    await path.rows(
      "UPDATE circuit SET probe_at = now() - interval '1 second' WHERE destination = 'flockjay'",
    )
    await due(first)
    await due(waiting)
    await Promise.all([runDelivery(path.services, first), runDelivery(path.services, waiting)])
    const done = [(await state(first))?.['state'], (await state(waiting))?.['state']].filter(
      (each) => each === 'done',
    )
    expect(done.length).toBeGreaterThanOrEqual(1)
    expect(await path.rows(`SELECT state FROM circuit WHERE destination = 'flockjay'`)).toEqual([
      { state: 'closed' },
    ])
    const late = await path.rows(
      "SELECT 1 FROM delivery WHERE state = 'waiting' AND due_at > now() + interval '20 seconds'",
    )
    expect(late).toEqual([])
  })
})
