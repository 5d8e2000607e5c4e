import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '@/e2e/command'
import { openReconcilePath } from '@/e2e/reconcile-path'
import type { ReconcilePath } from '@/e2e/reconcile-path'
import { purchaseIdSchema } from '@/lib/ids'

let path: ReconcilePath
beforeAll(async () => {
  path = await openReconcilePath()
})
afterAll(() => path.close())

const run = (change: Record<string, string> = {}) =>
  runCommand('lib/runtime/reconcile-main.ts', {
    DATABASE_URL: path.database.appUrl,
    STRIPE_SECRET_KEY: 'sk_test_money_path',
    STRIPE_WEBHOOK_SECRET: 'whsec_money_path',
    STRIPE_API_URL: path.emulator.url,
    FLOCKJAY_API_URL: path.flockjayEmulator.url,
    FLOCKJAY_API_TOKEN: 'flockjay-money-path',
    FLOCKJAY_URL: path.flockjayEmulator.url,
    ...change,
  })

describe('npm run reconcile', () => {
  it('repairs, says what it did, and ends with 0 when nothing is open', async () => {
    const session = await path.open('buyer@example.com')
    await path.pay(session)
    await path.tell(() => 'lost')
    const first = await run()
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(/^Comparing Stripe's undelivered events …\n/)
    expect(first.out).toMatch(/\nsessions +1 +1 +0\n/)
    expect(first.out).toMatch(/\nNothing is open\.\n$/)
    const again = await run()
    expect([again.code, /\nsessions +1 +0 +0\n/.test(again.out)]).toEqual([0, true])
  })
  it('ends with 1 while something is open, and names it', async () => {
    await path.work()
    const [row] = await path.rows('SELECT id FROM purchase')
    const id = purchaseIdSchema.parse(row?.['id'])
    await path.services.flockjay.revoke(id)
    const found = await run()
    expect(found.code).toBe(1)
    expect(found.out).toMatch(new RegExp(`\\npaid-without-access +${id} +just now +RU-`))
    await path.work()
    expect((await run()).code).toBe(0)
  })
  it('ends with 2 when it cannot come to its end', async () => {
    path.emulator.setFaults([{ match: 'GET /v1/events', status: 503 }])
    const failed = await run()
    path.emulator.setFaults([])
    expect(failed.code).toBe(2)
    expect(failed.err).toMatch(/^Reconciliation broke off: /)
    expect(await run({ STRIPE_SECRET_KEY: '' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('STRIPE_SECRET_KEY is missing'),
    })
  })
})
