import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  makePrice,
  openTestEmulator,
  sessionParams,
  type Client,
  type TestEmulator,
} from '../open-test-emulator'

let world: TestEmulator
let stripe: Client
let price: string
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
  price = await makePrice(stripe)
  const de = { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } as const
  await stripe.tax.registrations.create({ country: 'DE', country_options: { de }, active_from: 'now' })
})
afterAll(() => world.emulator.close())

const open = () =>
  stripe.checkout.sessions.create(sessionParams(price, { tax_id_collection: { enabled: true } }))

const FILLED = {
  action: 'pay',
  email: 'maya@example.com',
  method: 'card',
  card_number: '4242 4242 4242 4242',
  expiration: '12 / 34',
  cvc: '123',
  name: 'Maya Levi',
  country: 'DE',
  address: 'Chausseestr. 1',
  city: 'Berlin',
  postal_code: '10115',
  company: 'Acme GmbH',
}

async function post(session: { id: string }, over: Record<string, string>) {
  const body = new URLSearchParams({ ...FILLED, ...over })
  const answer = await fetch(`${world.emulator.url}/c/pay/${session.id}`, {
    method: 'POST',
    body,
    redirect: 'manual',
  })
  return { status: answer.status, text: await answer.text() }
}

describe('the tax ID on the payment page', () => {
  it('takes the tax off as soon as it is typed, and is kept with the purchase', async () => {
    const session = await open()
    expect((await post(session, { action: 'update_tax' })).text).toContain('Pay $236.81')
    const reversed = await post(session, { action: 'update_tax', tax_id: 'DE123456789' })
    expect(reversed.text).toContain('Pay $199.00')
    expect(reversed.text).toContain('VAT DE (0%)')
    expect((await post(session, { tax_id: 'DE123456789' })).status).toBe(303)
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      amount_total: 19_900,
      customer_details: { tax_exempt: 'reverse', tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }] },
    })
  })

  it.each([
    ['DE', '10115', 'DE123'],
    ['IL', '', '123'],
    ['US', '10001', 'DE123456789'],
    ['KE', '', '!'],
  ])('is refused where it is malformed, in %s', async (country, postal_code, tax_id) => {
    const session = await open()
    const answer = await post(session, { country, postal_code, tax_id })
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('<p class="problem" id="tax_id-problem">Your tax ID is invalid.</p>')
    // The field is inside a fold, which has to be open for it to be seen.
    expect(answer.text).toContain('<details open>')
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open')
  })

  it('does not take the tax off while it is malformed', async () => {
    const session = await open()
    expect((await post(session, { action: 'update_tax', tax_id: 'DE123' })).text).toContain('Pay $236.81')
    const direct = await world.control(`sessions/${session.id}/pay`, {
      country: 'DE',
      postal_code: null,
      tax_id: 'DE123',
    })
    expect(direct.status).toBe(400)
  })

  it('a ZIP code that no state has is refused before tax is guessed', async () => {
    const answer = await post(await open(), { country: 'US', postal_code: '00000' })
    expect([answer.status, answer.text.includes('Your ZIP is invalid.')]).toEqual([400, true])
  })
})
