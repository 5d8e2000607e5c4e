import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePrice, openTestEmulator, sessionParams } from './open-test-emulator'
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
