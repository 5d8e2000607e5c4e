import Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { sellerTaxIds } from './seller-tax-ids'

/** Stripe that answers these ids, one answer for each time it is asked; an empty list is a failure. */
function answering(...answers: string[][]) {
  let asked = 0
  const answer: typeof fetch = () => {
    const ids = answers[asked] ?? []
    asked += 1
    if (ids.length === 0) return Promise.reject(new TypeError('no network'))
    const data = ids.map((id) => ({ id, object: 'tax_id' }))
    return Promise.resolve(Response.json({ object: 'list', url: '/v1/tax_ids', has_more: false, data }))
  }
  const stripe = new Stripe('sk_test_1', {
    httpClient: Stripe.createFetchHttpClient(answer),
    maxNetworkRetries: 0,
  })
  return { stripe, asked: () => asked }
}

describe('the tax ids of the seller', () => {
  it('are asked for once in ten minutes', async () => {
    const { stripe, asked } = answering(['txi_1', 'txi_2'], ['txi_3'])
    let now = 0
    const read = sellerTaxIds(stripe, () => now)
    expect(await read()).toEqual(['txi_1', 'txi_2'])
    now = 599_999
    expect(await read()).toEqual(['txi_1', 'txi_2'])
    expect(asked()).toBe(1)
    now = 600_000
    expect(await read()).toEqual(['txi_3'])
  })
  it('are asked for again after a failure', async () => {
    const { stripe } = answering([], ['txi_1'])
    const read = sellerTaxIds(stripe)
    await expect(read()).rejects.toThrow()
    expect(await read()).toEqual(['txi_1'])
  })
})
