import { describe, expect, it } from 'vitest'
import { accountSchema, purchaseIdSchema, referenceSchema, skuSchema, smidSchema } from '@/lib/ids'
import { currency, currencyExponent, toDecimal } from '@/lib/money'
import { COURSE_KEY, COURSE_OBJECT, courseFields } from './course-fields'
import { misfit } from './misfit'
import { ACCOUNT_KEY, PURCHASE_KEY, PURCHASE_OBJECT, purchaseFields } from './purchase-fields'
import { accountIdSchema, contactIdSchema } from './record-ids'
import { ACCESS_STATES, MATCH_STATUSES, type PurchaseRecord, PURCHASE_STATUSES } from './records'
import { shippedFields } from './shipped-fields'

const FIELDS = shippedFields()
const OURS = [PURCHASE_OBJECT, COURSE_OBJECT]

/** The longest that each schema lets through; `grown` below shows that it is the longest. */
const LONGEST = { sku: `RU-${'A'.repeat(37)}`, smid: 'S'.repeat(64), account: 'a'.repeat(20) }

/** Stripe takes amounts of up to twelve digits (API reference, `amount`): no currency has more. */
const MOST = 999_999_999_999n

const WHOLE: PurchaseRecord = {
  purchaseId: purchaseIdSchema.parse('01890a5d-ac96-774b-bcce-b302099a8057'),
  reference: referenceSchema.parse('RU-7F3K-91QD'),
  sku: skuSchema.parse(LONGEST.sku),
  smid: smidSchema.parse(LONGEST.smid),
  // Longest that sign-in and the checkout form take.
  email: `${'a'.repeat(64)}@${'b'.repeat(185)}.com`,
  currency: currency('USD'),
  amount: MOST,
  tax: MOST,
  discount: MOST,
  refunded: MOST,
  status: 'Paid',
  access: 'Active',
  stripeAccount: accountSchema.parse(LONGEST.account),
  paymentIntentId: `pi_${'1'.repeat(252)}`,
  invoiceNumber: 'N'.repeat(100),
  orderedAt: new Date('2026-11-21T19:10:00.123Z'),
  paidAt: new Date('2026-11-21T19:12:00Z'),
  match: 'Matched',
  matchNote: undefined,
  account: 'by-smid',
  contactId: contactIdSchema.parse('003000000000001AAA'),
  page: 'https://redis.io/staff/support/purchases/01890a5d-ac96-774b-bcce-b302099a8057',
}
/** As soon as it is ordered, by a person who was erased since. */
const BARE: PurchaseRecord = {
  ...WHOLE,
  email: undefined,
  status: 'Pending',
  access: 'None',
  paymentIntentId: undefined,
  invoiceNumber: undefined,
  paidAt: undefined,
  match: 'Pending',
  matchNote: 'N'.repeat(120),
  account: undefined,
  contactId: undefined,
}
const CHOSEN: PurchaseRecord = { ...WHOLE, account: accountIdSchema.parse('001000000000001AAA') }
const COURSE = { sku: WHOLE.sku, title: 'T'.repeat(200), kind: 'live-training' }

const written = [
  ...[WHOLE, BARE, CHOSEN].map((record) => [PURCHASE_OBJECT, purchaseFields(record)] as const),
  [PURCHASE_OBJECT, purchaseFields({ ...WHOLE, currency: currency('JPY') })] as const,
  [PURCHASE_OBJECT, purchaseFields({ ...WHOLE, currency: currency('KWD') })] as const,
  [COURSE_OBJECT, courseFields(COURSE)] as const,
]

describe('what is written is in the metadata', () => {
  it('each value has a field that can hold it', () => {
    const misfits = written.flatMap(([object, fields]) =>
      Object.entries(fields).flatMap(([name, value]) => misfit(FIELDS, object, name, value) ?? []),
    )
    expect(misfits).toEqual([])
  })

  it('the longest values are the longest that our schemas let through', () => {
    const grown = [
      skuSchema.safeParse(`${LONGEST.sku}A`),
      smidSchema.safeParse(`${LONGEST.smid}S`),
      accountSchema.safeParse(`${LONGEST.account}a`),
    ]
    expect(grown.map(({ success }) => success)).toEqual([false, false, false])
    expect(WHOLE.email).toHaveLength(254)
  })

  it('amounts arrive exact in every currency that can be paid in', () => {
    const payable = Intl.supportedValuesOf('currency').map(currency)
    const codes = payable.filter((code) => currencyExponent(code) <= 3)
    expect(codes).toEqual(expect.arrayContaining(['USD', 'ILS', 'JPY', 'KWD']))
    for (const code of codes) {
      const sent = purchaseFields({ ...WHOLE, currency: code })['Amount__c']
      const exact = toDecimal({ amount: MOST, currency: code })
      expect(misfit(FIELDS, PURCHASE_OBJECT, 'Amount__c', sent)).toBeUndefined()
      expect(Number(sent).toFixed(currencyExponent(code)), code).toBe(exact)
    }
  })

  it('picklists hold our words and refuse others', () => {
    const fields = FIELDS.get(PURCHASE_OBJECT)
    const held = ['Status__c', 'Access__c', 'Match_Status__c'].map((name) => fields?.get(name))
    expect(held.map((field) => field?.values)).toEqual([PURCHASE_STATUSES, ACCESS_STATES, MATCH_STATUSES])
    expect(held.map((field) => field?.restricted)).toEqual([true, true, true])
  })

  it('records are found by unique external ids in which capitals count', () => {
    const keys = [
      [PURCHASE_OBJECT, PURCHASE_KEY],
      [COURSE_OBJECT, COURSE_KEY],
      ['Account', ACCOUNT_KEY],
    ] as const
    for (const [object, key] of keys) {
      const field = FIELDS.get(object)?.get(key)
      expect(field, key).toMatchObject({ unique: true, externalId: true, caseSensitive: true })
    }
    // What always has a value is required, so that nobody makes a record by hand that is never found again.
    expect(FIELDS.get(PURCHASE_OBJECT)?.get(PURCHASE_KEY)?.required).toBe(true)
    expect(FIELDS.get(COURSE_OBJECT)?.get(COURSE_KEY)?.required).toBe(true)
    expect(FIELDS.get('Account')?.get(ACCOUNT_KEY)?.required).toBe(false)
  })
})

describe('what is in the metadata is written', () => {
  it.each(OURS)('%s: each field but the formulas, which count for reports', (object) => {
    const sent = written
      .filter(([of]) => of === object)
      .flatMap(([, fields]) => Object.keys(fields).map((name) => name.replace(/__r$/, '__c')))
    const shipped = [...(FIELDS.get(object)?.values() ?? [])]
    const counted = shipped.filter(({ formula }) => formula !== undefined).map(({ name }) => name)
    const shippedNames = shipped.map(({ name }) => name).filter((name) => !counted.includes(name))
    expect([...new Set(sent)].sort()).toEqual(shippedNames.sort())
    expect(counted.sort()).toEqual(
      object === PURCHASE_OBJECT ? ['Days_Unmatched__c', 'Person_Key__c', 'Unmatched__c'] : [],
    )
  })

  it('no other object but the account, and of that only the SMID', () => {
    expect([...FIELDS.keys()].sort()).toEqual(['Account', ...OURS].sort())
    expect([...(FIELDS.get('Account')?.keys() ?? [])]).toEqual([ACCOUNT_KEY])
  })
})
