import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePrice, openTestEmulator, paidCharge, sessionParams } from './open-test-emulator'
import { Table } from './table'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stripe-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('what survives a restart', () => {
  it('is everything: objects, open sessions that can then be paid, kept answers', async () => {
    const dataFile = path.join(folder, 'state.json')
    const before = await openTestEmulator({ dataFile })
    const price = await makePrice(before.client())
    const key = { idempotencyKey: 'kept' }
    const session = await before.client().checkout.sessions.create(sessionParams(price), key)
    await before.emulator.close()

    const after = await openTestEmulator({ dataFile, port: before.emulator.port })
    expect((await after.client().checkout.sessions.create(sessionParams(price), key)).id).toBe(session.id)
    expect((await after.control(`sessions/${session.id}/pay`)).status).toBe(200)
    const expand = ['line_items', 'invoice']
    expect(await after.client().checkout.sessions.retrieve(session.id, { expand })).toMatchObject({
      payment_status: 'paid',
      invoice: { status: 'paid' },
    })
    expect((await after.client().prices.retrieve(price)).unit_amount_decimal?.toString()).toBe('19900')

    expect((await fetch(`${after.emulator.url}/_emulator/state`, { method: 'DELETE' })).ok).toBe(true)
    expect((await after.client().products.list()).data).toEqual([])
    await after.emulator.close()
  })

  it('is also what an earlier version saved, which knew fewer kinds of things', async () => {
    const dataFile = path.join(folder, 'older.json')
    const before = await openTestEmulator({ dataFile })
    const { charge } = await paidCharge(before, before.client())
    await before.emulator.close()
    const saved = JSON.parse(await readFile(dataFile, 'utf8'))
    for (const rows of Object.values<Record<string, unknown>>(saved.accounts)) {
      for (const kind of ['dispute', 'early_fraud_warning', 'credit_note', 'payout', 'payout_detail']) {
        expect(rows).toHaveProperty(kind)
        delete rows[kind]
      }
    }
    await writeFile(dataFile, JSON.stringify(saved))

    const after = await openTestEmulator({ dataFile })
    const made = await after.control(`charges/${charge.id}/dispute`)
    expect((await after.client().disputes.list()).data.map((row) => row.id)).toEqual([made.body.id])
    expect((await after.client().payouts.list()).data).toEqual([])
    await after.emulator.close()
    const again = await openTestEmulator({ dataFile })
    expect(await again.client().disputes.retrieve(made.body.id)).toMatchObject({
      charge: charge.id,
      balance_transactions: [{ net: -21_400, status: 'available' }],
    })
    await again.emulator.close()
  })

  it('can be looked at through the control door', async () => {
    const { emulator, client } = await openTestEmulator()
    await client().products.create({ name: 'Seen' })
    const state = await (await fetch(`${emulator.url}/_emulator/state`)).json()
    expect(JSON.stringify(state)).toContain('Seen')
    expect((await fetch(`${emulator.url}/_emulator/nothing`, { method: 'POST' })).status).toBe(404)
    await emulator.close()
  })
})

describe('memory', () => {
  it('is bounded: the oldest rows go', () => {
    const table = new Table<{ id: string }>([], 100)
    for (let index = 0; index < 1000; index += 1) table.add({ id: String(index) })
    expect(table.size).toBeLessThanOrEqual(100)
    expect([table.get('0'), table.get('999')]).toEqual([undefined, { id: '999' }])
    expect([...table.newestFirst()][0]).toEqual({ id: '999' })
  })
})
