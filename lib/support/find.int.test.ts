import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import { findPurchases } from './find'

let desk: SupportDesk
beforeAll(async () => {
  desk = await openSupportDesk()
})
afterAll(() => desk.close())

async function found(typed: string): Promise<string[]> {
  const result = await findPurchases(desk.db, desk.max, typed)
  return result.outcome === 'found' ? result.purchases.map(({ id }) => id) : [result.outcome]
}

describe('a search', () => {
  it('finds one purchase by everything that names it, however it is typed', async () => {
    const mine = await desk.bought({ email: 'find.me@example.com', smid: 'FIND-77' })
    const [row] = await desk.rows('SELECT payment_intent_id, invoice_number FROM purchase WHERE id = $1', [
      mine.id,
    ])
    for (const typed of [
      ' Find.Me@Example.com ',
      'FIND-77',
      mine.id.toUpperCase(),
      mine.reference.toLowerCase(),
      mine.session,
      String(row?.['payment_intent_id']),
      String(row?.['invoice_number']).toLowerCase(),
    ])
      expect(await found(typed), typed).toEqual([mine.id])
  })
  it('says what became of the money and of the access; only what is still tried is open', async () => {
    const seen = async (typed: string) => {
      const result = await findPurchases(desk.db, desk.max, typed)
      if (result.outcome !== 'found') throw new Error(result.outcome)
      return result.purchases.map(({ standing, givenBack, access, owed }) => [
        standing,
        givenBack,
        access,
        owed,
      ])
    }
    const { id, reference, customer } = await desk.bought()
    expect(await seen(reference)).toEqual([['paid', false, 'active', 1]])
    await desk.refunded(id, 667, 'pending')
    await desk.refunded(id, 21_000, 'failed')
    expect(await seen(reference)).toEqual([['paid', true, 'active', 1]])
    await desk.refunded(id, 21_000)
    await desk.owed(id, 'revoke', 'done')
    await desk.rows("UPDATE access SET state = 'revoked' WHERE customer_id = $1", [customer])
    expect(await seen(reference)).toEqual([['refunded', true, 'revoked', 0]])
    const other = await desk.bought()
    await desk.disputed(other.id, 21_667)
    expect(await seen(other.reference)).toEqual([['disputed', false, 'active', 1]])
  })
  it('by account finds its people and nobody else, newest first, 50 at most, and says that there are more', async () => {
    const made: string[] = []
    for (let n = 0; n < 52; n += 1) made.unshift((await desk.bought({ smid: 'MANY' })).id)
    await desk.bought({ smid: 'MANY-2' })
    const result = await findPurchases(desk.db, desk.max, 'MANY')
    expect(result).toMatchObject({ outcome: 'found', more: true })
    expect(await found('MANY')).toEqual(made.slice(0, 50))
  })
  it('that leads to a checkout without payment says so', async () => {
    const { reference, session } = await desk.attempted()
    for (const typed of [reference, session])
      expect(await findPurchases(desk.db, desk.max, typed)).toMatchObject({
        outcome: 'unpaid',
        attempt: { reference, state: 'complete' },
      })
  })
  it('says when there is nothing, or when it does not understand', async () => {
    expect(await found('nobody@example.com')).toEqual(['nothing'])
    expect(await found(randomUUID())).toEqual(['nothing'])
    expect(await found("' OR 1=1 --")).toEqual(['not-understood'])
    expect(await found('%')).toEqual(['not-understood'])
    expect(await found('_')).toEqual(['nothing'])
  })
})
