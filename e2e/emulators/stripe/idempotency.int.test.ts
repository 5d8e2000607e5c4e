import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, refusal, type Client, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
let stripe: Client
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
})
afterAll(() => world.emulator.close())

async function post(key: string, body: string) {
  const headers = { authorization: 'Bearer sk_test_first', 'idempotency-key': key }
  const answer = await fetch(`${world.emulator.url}/v1/products`, { method: 'POST', headers, body })
  return {
    status: answer.status,
    text: await answer.text(),
    replayed: answer.headers.get('idempotent-replayed'),
  }
}

describe('Idempotency-Key', () => {
  it('answers the same request with the same body, and says so', async () => {
    const first = await post('same', 'name=A')
    const second = await post('same', 'name=A')
    expect(second.text).toBe(first.text)
    expect([first.replayed, second.replayed]).toEqual([null, 'true'])
    expect((await stripe.products.list({ limit: 100 })).data.filter((row) => row.name === 'A')).toHaveLength(
      1,
    )
  })

  it('refuses the same key with other parameters', async () => {
    await stripe.products.create({ name: 'B' }, { idempotencyKey: 'changed' })
    const error = await refusal(stripe.products.create({ name: 'C' }, { idempotencyKey: 'changed' }))
    expect([error.statusCode, error.type]).toEqual([400, 'StripeIdempotencyError'])
  })

  it('keeps a failure of Stripe itself', async () => {
    world.emulator.setFaults([{ match: 'POST /v1/products', effect: 'fail', status: 500, times: 1 }])
    const first = await post('failing', 'name=D')
    const second = await post('failing', 'name=D')
    expect([first.status, second.status, second.replayed]).toEqual([500, 500, 'true'])
    expect((await post('another', 'name=D')).status).toBe(200)
  })

  it('keeps nothing of a request that was refused before it was carried out', async () => {
    expect((await post('again', 'nome=E')).status).toBe(400)
    expect((await post('again', 'name=E')).status).toBe(200)
  })

  it('answers 409 while the first request is under way, and has done its work once', async () => {
    world.emulator.setFaults([{ match: 'POST /v1/products', effect: 'slow_answer', count: 150, times: 1 }])
    const slow = post('busy', 'name=F')
    let other = await post('busy', 'name=F')
    while (other.status === 200 && other.replayed === null) other = await post('busy', 'name=F')
    expect(JSON.parse(other.text).error.code).toBe('idempotency_key_in_use')
    expect(other.status).toBe(409)
    expect((await slow).status).toBe(200)
    expect((await post('busy', 'name=F')).replayed).toBe('true')
  })

  it('is per account, and at most 255 characters long', async () => {
    const mine = await stripe.products.create({ name: 'G' }, { idempotencyKey: 'shared' })
    const theirs = await world
      .client('sk_test_second')
      .products.create({ name: 'H' }, { idempotencyKey: 'shared' })
    expect(theirs.id).not.toBe(mine.id)
    expect(
      (await refusal(stripe.products.create({ name: 'I' }, { idempotencyKey: 'k'.repeat(256) }))).message,
    ).toMatch(/255/)
  })
})
