import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyBackPath } from '@/e2e/money-back-path'
import type { MoneyBackPath } from '@/e2e/money-back-path'

let path: MoneyBackPath
beforeAll(async () => {
  path = await openMoneyBackPath()
})
afterAll(() => path.close())

type Act = 'refund part' | 'refund rest' | 'fail last refund' | 'dispute' | 'win' | 'lose'

describe('any history', () => {
  it('ends in what Stripe says, whenever and in whatever order its events are heard', async () => {
    const act = fc.constantFrom<Act>(
      'refund part',
      'refund rest',
      'fail last refund',
      'dispute',
      'win',
      'lose',
    )
    const history = fc.array(fc.record({ act, heard: fc.nat({ max: 3 }) }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (steps, chance) => {
        const pick = <T>(from: T[]): T | undefined =>
          from.splice(Number(chance.next().value) % from.length, 1)[0]
        const { session, intent } = await path.bought()
        const unheard: [string, string][] = []
        const [refunds, disputes]: [string[], string[]] = [[], []]
        for (const { act: next, heard } of steps) {
          unheard.push(...(await happen(next, intent, refunds, disputes)))
          for (let n = 0; n < heard && unheard.length > 0; n += 1)
            await path.hear(...(pick(unheard) ?? ['', '']))
        }
        while (unheard.length > 0) {
          const [one, other] = [pick(unheard), unheard.length > 0 ? pick(unheard) : undefined]
          await Promise.all([one, one, other].flatMap((event) => (event ? [path.hear(...event)] : [])))
        }
        await path.deliverAll()
        const expected = await oracle(intent)
        expect(await path.accessOf(session)).toBe(expected.access)
        expect(await path.enrolled(session)).toBe(expected.access === 'active' ? 'active' : 'revoked')
        const { stripe_balance: balance = 0, stripe_clearing: clearing = 0 } = await path.books(session)
        expect({ balance, clearing }).toEqual({ balance: expected.net, clearing: 0 })
      }),
      { numRuns: 15 },
    )
  })

  /** Lets something happen at Stripe, where it may, and answers the events that tell of it. */
  async function happen(
    what: Act,
    intent: string,
    refunds: string[],
    disputes: string[],
  ): Promise<[string, string][]> {
    const { latest_charge: id } = await path.sdk.paymentIntents.retrieve(intent)
    const charge = await path.sdk.charges.retrieve(String(id))
    const left = charge.amount - charge.amount_refunded
    if (what === 'refund part' || what === 'refund rest') {
      if (left < 2 || disputes.length > 0) return []
      const made = await path.refund(intent, what === 'refund part' ? Math.floor(left / 3) + 1 : left)
      refunds.push(made.id)
      return [
        ['refund.created', made.id],
        ['refund.updated', made.id],
      ]
    }
    if (what === 'fail last refund') {
      const last = refunds.pop()
      if (last === undefined) return []
      await path.control(`refunds/${last}/fail`)
      return [['refund.failed', last]]
    }
    if (what === 'dispute') {
      if (disputes.length > 0 || left === 0) return []
      const { id: made } = await path.dispute(intent)
      disputes.push(made)
      return [
        ['charge.dispute.created', made],
        ['charge.dispute.funds_withdrawn', made],
      ]
    }
    const [open] = disputes
    if (open === undefined) return []
    const { status } = await path.sdk.disputes.retrieve(open)
    if (status !== 'needs_response') return []
    await path.control(`disputes/${open}/${what === 'win' ? 'win' : 'lose'}`)
    return [['charge.dispute.closed', open]]
  }

  /** By the emulator's own objects alone. */
  async function oracle(intent: string): Promise<{ access: string; net: number }> {
    const { latest_charge: id } = await path.sdk.paymentIntents.retrieve(intent)
    const charge = await path.sdk.charges.retrieve(String(id))
    const [refunds, disputes] = await Promise.all([
      path.sdk.refunds.list({ payment_intent: intent, limit: 100 }),
      path.sdk.disputes.list({ payment_intent: intent, limit: 100 }),
    ])
    const sources = new Set([
      charge.id,
      ...refunds.data.map((row) => row.id),
      ...disputes.data.map((row) => row.id),
    ])
    let net = 0
    for await (const move of path.sdk.balanceTransactions.list({ limit: 100 }))
      if (sources.has(String(move.source))) net += move.net
    const statuses = disputes.data.map(({ status }) => status)
    const access =
      charge.refunded || statuses.includes('lost')
        ? 'revoked'
        : statuses.includes('needs_response')
          ? 'suspended'
          : 'active'
    return { access, net }
  }
})
