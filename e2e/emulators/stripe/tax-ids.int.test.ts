import type Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEmulator, eventsOf, refusal, type Client, type TestEmulator } from './open-test-emulator'

let world: TestEmulator
let stripe: Client
beforeAll(async () => {
  world = await openTestEmulator()
  stripe = world.client()
})
afterAll(() => world.emulator.close())

type TaxIdType = Stripe.TaxIdCreateParams.Type

describe('tax IDs of a customer', () => {
  it('are made, listed, shown, expanded and deleted', async () => {
    const customer = await stripe.customers.create({
      email: 'maya@example.com',
      tax_id_data: [{ type: 'il_vat', value: '514444444' }],
    })
    const made = await stripe.customers.createTaxId(customer.id, { type: 'eu_vat', value: 'DE123456789' })
    expect(made).toMatchObject({
      object: 'tax_id',
      country: 'DE',
      customer: customer.id,
      owner: { type: 'customer', customer: customer.id },
      verification: { status: 'verified', verified_name: 'TEST VERIFIED NAME' },
    })
    const { data } = await stripe.customers.listTaxIds(customer.id)
    expect(data.map(({ value }) => value)).toEqual(['DE123456789', '514444444'])
    expect((await stripe.customers.retrieveTaxId(customer.id, made.id)).value).toBe('DE123456789')
    const whole = await stripe.customers.retrieve(customer.id, { expand: ['tax_ids'] })
    expect(whole).toMatchObject({ tax_ids: { data: [{ id: made.id }, { type: 'il_vat' }] } })
    const gone = await stripe.customers.deleteTaxId(customer.id, made.id)
    expect(gone).toMatchObject({ id: made.id, object: 'tax_id', deleted: true })
    expect((await refusal(stripe.customers.retrieveTaxId(customer.id, made.id))).code).toBe(
      'resource_missing',
    )
    const types = ['customer.tax_id.created', 'customer.tax_id.deleted']
    expect(await eventsOf(stripe, made.id, types)).toEqual(types)
  })

  it('are not another customer’s', async () => {
    const [one, other] = [await stripe.customers.create({}), await stripe.customers.create({})]
    const made = await stripe.customers.createTaxId(one.id, { type: 'il_vat', value: '514444444' })
    for (const call of [
      stripe.customers.retrieveTaxId(other.id, made.id),
      stripe.customers.deleteTaxId(other.id, made.id),
      stripe.customers.createTaxId('cus_none', { type: 'il_vat', value: '514444444' }),
      stripe.customers.listTaxIds('cus_none'),
    ]) {
      expect((await refusal(call)).code).toBe('resource_missing')
    }
    expect((await stripe.customers.listTaxIds(other.id)).data).toEqual([])
    expect((await stripe.customers.listTaxIds(one.id)).data).toHaveLength(1)
  })

  it('malformed ones make no customer', async () => {
    const call = stripe.customers.create({
      email: 'nobody@example.com',
      tax_id_data: [{ type: 'eu_vat', value: 'DE1' }],
    })
    expect((await refusal(call)).param).toBe('tax_id_data[0][value]')
    expect((await stripe.customers.list({ email: 'nobody@example.com' })).data).toEqual([])
  })
})

describe('tax IDs of the account', () => {
  it('are its own, beside those of customers', async () => {
    const own = world.client('sk_test_seller')
    const customer = await own.customers.create({})
    const made = await own.taxIds.create({ type: 'us_ein', value: '12-3456789' })
    expect(made).toMatchObject({ owner: { type: 'self' }, customer: null, country: 'US' })
    const theirs = await own.taxIds.create({
      type: 'il_vat',
      value: '514444444',
      owner: { type: 'customer', customer: customer.id },
    })
    expect((await own.taxIds.list()).data.map(({ id }) => id)).toEqual([made.id])
    expect((await own.taxIds.list({ owner: { type: 'self' } })).data.map(({ id }) => id)).toEqual([made.id])
    const listed = await own.taxIds.list({ owner: { type: 'customer', customer: customer.id } })
    expect(listed.data.map(({ id }) => id)).toEqual([theirs.id])
    expect((await own.taxIds.retrieve(made.id)).value).toBe('12-3456789')
    expect((await world.client('sk_test_elsewhere').taxIds.list()).data).toEqual([])
    expect((await own.taxIds.del(made.id)).deleted).toBe(true)
    expect((await own.taxIds.list()).data).toEqual([])
  })

  it('cannot be a connected account’s here', async () => {
    const call = stripe.taxIds.create({
      type: 'us_ein',
      value: '12-3456789',
      owner: { type: 'account', account: 'acct_1' },
    })
    expect((await refusal(call)).param).toBe('owner[type]')
  })
})

describe('the form of a tax ID', () => {
  it.each<[TaxIdType, string, string]>([
    ['eu_vat', 'DE123456789', 'DE'],
    ['eu_vat', 'ATU12345678', 'AT'],
    ['eu_vat', 'EL123456789', 'GR'],
    ['eu_vat', 'XI123456789', 'GB'],
    ['eu_vat', 'NL123456789B12', 'NL'],
    ['eu_vat', 'IE1234567AB', 'IE'],
    ['gb_vat', 'GB123456789', 'GB'],
    ['ch_vat', 'CHE-123.456.789 MWST', 'CH'],
    ['no_vat', '123456789MVA', 'NO'],
    ['il_vat', '012345678', 'IL'],
    ['us_ein', '12-3456789', 'US'],
    ['jp_trn', 'T1234567891234', 'JP'],
    ['jp_cn', '1234567891234', 'JP'],
    ['au_abn', '12345678912', 'AU'],
    ['in_gst', '12ABCDE3456FGZH', 'IN'],
    ['br_cnpj', '01.234.456/5432-10', 'BR'],
    ['kr_brn', '123-45-67890', 'KR'],
    ['sg_gst', 'M12345678X', 'SG'],
    ['mx_rfc', 'ABC010203AB9', 'MX'],
    ['za_vat', '4123456789', 'ZA'],
    ['tr_tin', '0123456789', 'TR'],
  ])('takes %s %s', async (type, value, country) => {
    expect(await stripe.taxIds.create({ type, value })).toMatchObject({ country, value })
  })

  it.each<[TaxIdType, string]>([
    ['eu_vat', 'DE12345678'],
    ['eu_vat', '123456789'],
    ['eu_vat', 'US123456789'],
    ['gb_vat', '123456789'],
    ['ch_vat', 'CHE123456789'],
    ['il_vat', '51444444'],
    ['us_ein', '123'],
    ['jp_trn', '1234567891234'],
    ['au_abn', '1234'],
    ['za_vat', '1123456789'],
    ['tr_tin', '?'],
  ])('refuses %s %s', async (type, value) => {
    const error = await refusal(stripe.taxIds.create({ type, value }))
    expect([error.code, error.param, error.message]).toEqual([
      'tax_id_invalid',
      'value',
      `Invalid value for ${type}.`,
    ])
  })

  it.each<[TaxIdType, string, string]>([
    ['eu_vat', '000000000', 'verified'],
    ['eu_vat', '111111111', 'unverified'],
    ['gb_vat', '222222222', 'pending'],
    ['il_vat', '514444444', 'unavailable'],
  ])('%s %s is %s', async (type, value, status) => {
    const { verification } = await stripe.taxIds.create({ type, value })
    expect([verification?.status, verification?.verified_name === null]).toEqual([
      status,
      status !== 'verified',
    ])
  })

  it('has a type that exists', async () => {
    const call = stripe.taxIds.create({ type: 'atlantis_vat', value: '1' })
    expect((await refusal(call)).param).toBe('type')
  })
})
