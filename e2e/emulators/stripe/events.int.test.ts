import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, paidCharge, type Client, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
let stripe: Client
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
})
afterAll(() => world.emulator.close())

describe('the list of events', () => {
  it('is filtered by families of types and by time', async () => {
    const { charge } = await paidCharge(world, stripe)
    world.emulator.advance(100)
    await world.control(`charges/${charge.id}/dispute`)
    const { data } = await stripe.events.list({ types: ['charge.dispute.*'] })
    expect(data.map((event) => event.type)).toEqual([
      'charge.dispute.funds_withdrawn',
      'charge.dispute.created',
    ])
    const since = data[1]!.created
    const later = await stripe.events.list({ created: { gte: since }, limit: 100 })
    expect(later.data.map((event) => event.id)).toEqual(data.map((event) => event.id))
    const earlier = await stripe.events.list({ created: { lt: since }, limit: 100 })
    expect(earlier.data.some((event) => event.type === 'charge.succeeded')).toBe(true)
    expect(earlier.data.some((event) => event.type.startsWith('charge.dispute'))).toBe(false)
  })

  it('shows each object as it was then, not as it is now', async () => {
    const { charge } = await paidCharge(world, stripe)
    const dispute = await world.control(`charges/${charge.id}/dispute`)
    await world.control(`disputes/${dispute.body.id}/win`)
    const { data } = await stripe.events.list({ types: ['charge.dispute.*'], limit: 4 })
    expect(data.map((event) => event.data.object)).toMatchObject([
      { status: 'won', balance_transactions: [{}, {}] },
      { status: 'won', balance_transactions: [{}, {}] },
      { status: 'needs_response', balance_transactions: [{}] },
      { status: 'needs_response', balance_transactions: [] },
    ])
    await stripe.refunds.create({ charge: charge.id, amount: 700 })
    const [refunded] = (await stripe.events.list({ type: 'charge.refunded', limit: 1 })).data
    expect(refunded?.data).toMatchObject({
      object: { id: charge.id, amount_refunded: 700 },
      previous_attributes: { amount_refunded: 0, refunded: false },
    })
  })
})

describe('an invoice that could not be finalised', () => {
  it('is a draft without number and document, and an event says why', async () => {
    const taxed = { automatic_tax: { enabled: true } }
    const { session } = await paidCharge(world, stripe, taxed)
    const { invoice } = await stripe.checkout.sessions.retrieve(session)
    const id = String(invoice)
    expect((await world.control(`invoices/${id}/finalization-failed`)).status).toBe(200)
    const failed = await stripe.invoices.retrieve(id)
    expect(failed).toMatchObject({
      status: 'draft',
      number: null,
      last_finalization_error: { code: 'customer_tax_location_invalid' },
      automatic_tax: { status: 'requires_location_inputs' },
    })
    expect([failed.invoice_pdf, failed.hosted_invoice_url]).toEqual([undefined, undefined])
    const [event] = (await stripe.events.list({ type: 'invoice.finalization_failed' })).data
    expect(event?.data.object).toMatchObject({ id, status: 'draft' })
    expect((await stripe.checkout.sessions.retrieve(session)).payment_status).toBe('paid')
    expect((await world.control(`invoices/${id}/finalization-failed`)).status).toBe(409)
    expect((await world.control('invoices/in_none/finalization-failed')).status).toBe(404)
    const note = stripe.creditNotes.create({ invoice: id, amount: 1, out_of_band_amount: 1 })
    await expect(note).rejects.toThrow('`draft`')
  })
})
