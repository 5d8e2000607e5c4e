import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCrmPath } from '@/e2e/crm-path'
import type { CrmPath } from '@/e2e/crm-path'
import type { PurchaseId } from '@/lib/ids'
import { digestOf, impliedRecord } from './implied-record'
import { readImplied, rowsOf } from './implied-row'

let path: CrmPath
beforeAll(async () => {
  path = await openCrmPath()
})
afterAll(() => path.close())

async function record(id: PurchaseId) {
  const [row] = await readImplied(rowsOf(path.db), [id])
  if (row === undefined) throw new Error('no such purchase')
  return impliedRecord(row)
}

describe('the record that our books imply', () => {
  it('says everything of a paid purchase', async () => {
    const { id, email } = await path.sold()
    await path.rows(
      `UPDATE purchase SET payment_intent_id = 'pi_1', invoice_id = 'in_1', invoice_number = 'RU-0001' WHERE id = $1`,
      [id],
    )
    expect(await record(id)).toEqual({
      purchaseId: id,
      reference: expect.stringMatching(/^RU-.{4}-.{4}$/),
      sku: 'RU-CERT-DEVELOPER',
      smid: 'ACME-1',
      email,
      currency: 'USD',
      amount: 100n,
      tax: 0n,
      discount: 0n,
      refunded: 0n,
      status: 'Paid',
      access: 'Active',
      stripeAccount: 'default',
      paymentIntentId: 'pi_1',
      invoiceNumber: 'RU-0001',
      orderedAt: new Date('2026-11-01T10:00:00.000Z'),
      paidAt: new Date('2026-11-01T10:00:00.000Z'),
      match: 'Pending',
      matchNote: undefined,
      account: undefined,
      contactId: undefined,
    })
  })
  it.each([
    ['refunded', { status: 'Refunded', access: 'Revoked', refunded: 100n }],
    ['partly-refunded', { status: 'Paid', access: 'Active', refunded: 40n }],
    ['disputed', { status: 'Disputed', access: 'Suspended', refunded: 0n }],
    ['dispute-lost', { status: 'Charged back', access: 'Revoked', refunded: 0n }],
  ] as const)('of one that was %s', async (after, expected) => {
    const { id } = await path.sold({ after })
    expect(await record(id)).toMatchObject(expected)
  })
  it.each([
    ['pending', { status: 'Pending', access: 'Pending', paidAt: undefined }],
    ['failed', { status: 'Failed', access: 'None', paidAt: undefined }],
  ] as const)('of one that is %s', async (state, expected) => {
    const { id } = await path.sold({ state })
    expect(await record(id)).toMatchObject(expected)
  })
  it('names the invoice that took the place of the first', async () => {
    const { id } = await path.sold()
    await path.rows(`UPDATE purchase SET invoice_id = 'in_1', invoice_number = 'RU-1' WHERE id = $1`, [id])
    await path.rows(
      `INSERT INTO invoice_correction (purchase_id, requested_by, company_name, state, decided_at, invoice_id, invoice_number, credit_note_id)
       VALUES ($1, 'learner', 'Acme', 'issued', now(), 'in_2', 'RU-2', 'cn_2')`,
      [id],
    )
    expect(await record(id)).toMatchObject({ invoiceNumber: 'RU-2' })
  })
  it('says why it hangs on nobody, and links what is known', async () => {
    const { id } = await path.sold()
    await path.rows('INSERT INTO salesforce_record (purchase_id) VALUES ($1)', [id])
    const set = (what: string) =>
      path.rows(`UPDATE salesforce_record SET ${what} WHERE purchase_id = $1`, [id])
    await set(`reason = 'no-contact', account_id = '001000000000001AAA'`)
    expect(await record(id)).toMatchObject({
      match: 'Pending',
      matchNote: 'The account has no contact that is this buyer.',
      account: 'by-smid',
      contactId: undefined,
    })
    await set(
      `match = 'matched', reason = NULL, contact_id = '003000000000001AAA', matched_at = now(), looked_at = now()`,
    )
    expect(await record(id)).toMatchObject({
      match: 'Matched',
      matchNote: undefined,
      account: 'by-smid',
      contactId: '003000000000001AAA',
    })
    await path.rows(
      `INSERT INTO salesforce_contact (customer_id, smid, contact_id, account_id, chosen_by)
       SELECT customer_id, smid, '003000000000001AAA', '001000000000009AAA', 'staff:1' FROM purchase WHERE id = $1`,
      [id],
    )
    expect(await record(id)).toMatchObject({ account: '001000000000009AAA' })
  })
})

describe('its digest', () => {
  it('is another one for whatever changes, and the same for the same', async () => {
    const { id } = await path.sold()
    const one = await record(id)
    const changes = [
      { email: undefined },
      { amount: 101n },
      { tax: 1n },
      { refunded: 1n },
      { status: 'Refunded' },
      { access: 'None' },
      { invoiceNumber: 'RU-9' },
      { match: 'Matched' },
      { account: 'by-smid' },
      { paidAt: new Date(0) },
    ] as const
    const digests = changes.map((change) => digestOf({ ...one, ...change }))
    expect(new Set([digestOf(one), ...digests]).size).toBe(changes.length + 1)
    expect(digestOf(await record(id))).toBe(digestOf(one))
  })
})
