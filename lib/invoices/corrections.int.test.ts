import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openMoneyBackPath } from '@/e2e/money-back-path'
import type { MoneyBackPath } from '@/e2e/money-back-path'
import type { StaffActor } from '@/lib/identity/permit'
import { purchaseIdSchema, staffIdSchema } from '@/lib/ids'
import type { PurchaseId, SessionId } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import { stripeAccounts } from '@/lib/stripe/accounts'
import { createInvoices } from '@/lib/stripe/invoice-port'
import type { StripeInvoices } from '@/lib/stripe/invoice-port'
import { findAskable } from './askable'
import type { CorrectionRequest } from './correction-request'
import { correctionIdSchema } from './correction-row'
import type { CorrectionId } from './correction-row'
import { answerSchema, declineCorrection } from './decline-correction'
import { issueCorrection } from './issue-correction'
import { openDocument } from './open-document'
import { requestCorrection } from './request-correction'

let path: MoneyBackPath
let seller: string
beforeAll(async () => {
  path = await openMoneyBackPath()
  seller = (await path.sdk.taxIds.create({ type: 'us_ein', value: '12-3456789' })).id
})
afterAll(() => path.close())

const finance: StaffActor = {
  staffId: staffIdSchema.parse('0199f000-0000-7000-8000-000000000001'),
  name: 'Fran',
  roles: ['finance'],
}
const WISH: CorrectionRequest = {
  companyName: 'Nordwind GmbH',
  taxId: { type: 'eu_vat', value: 'DE123456789' },
  poNumber: 'PO-77',
}

let session: SessionId
let purchase: PurchaseId
beforeEach(async () => {
  ;({ session } = await path.bought())
  purchase = purchaseIdSchema.parse((await bookedRow(session))['id'])
})
async function bookedRow(of: SessionId): Promise<Record<string, unknown>> {
  const [row] = await path.rows('SELECT * FROM purchase WHERE session_id = $1', [of])
  return row ?? {}
}
const ask = (wish: CorrectionRequest = WISH) =>
  requestCorrection({ db: path.services.db, now: new Date() }, purchase, wish)
const corrections = () =>
  path.rows('SELECT * FROM invoice_correction WHERE purchase_id = $1 ORDER BY requested_at', [purchase])
async function asked(wish?: CorrectionRequest): Promise<CorrectionId> {
  expect(await ask(wish)).toEqual({ outcome: 'asked' })
  return correctionIdSchema.parse((await corrections()).at(-1)?.['id'])
}
const issue = (id: CorrectionId, invoices?: Partial<StripeInvoices>) => {
  const stripe = {
    ...path.services.stripe,
    invoices: { ...path.services.stripe.invoices, ...invoices },
  }
  return issueCorrection({ ...path.services, accounts: stripeAccounts(stripe) }, finance, id)
}
/** Everything Stripe holds of the purchase's customer, oldest first. */
async function atStripe() {
  const { customer } = await path.sdk.checkout.sessions.retrieve(session)
  const of = { customer: String(customer), limit: 100 }
  const invoices = (await path.sdk.invoices.list(of)).data.toReversed()
  const notes = (await path.sdk.creditNotes.list(of)).data
  return { customer: String(customer), invoices, notes }
}

describe('a corrected invoice', () => {
  it('replaces the old one at Stripe and changes nothing in the books', async () => {
    const before = await path.books(session)
    const old = await bookedRow(session)
    const id = await asked()
    expect(await issue(id)).toEqual({ outcome: 'issued' })

    const { invoices, notes, customer } = await atStripe()
    expect(invoices).toHaveLength(2)
    const [first, made] = invoices
    expect(first?.id).toBe(old['invoice_id'])
    expect(first?.post_payment_credit_notes_amount).toBe(first?.total)
    expect(made).toMatchObject({
      status: 'paid',
      customer_name: 'Nordwind GmbH',
      custom_fields: [{ name: 'PO number', value: 'PO-77' }],
      footer: first?.footer,
      account_tax_ids: [seller],
      total: first?.total,
      metadata: { checkout_id: first?.metadata?.['checkout_id'], correction: id, corrects: first?.number },
    })
    expect(first?.account_tax_ids).toEqual([seller])
    expect(first?.footer).toContain('Sales tax, where it is due, is shown by authority.')
    expect(made?.customer_tax_ids).toEqual([{ type: 'eu_vat', value: 'DE123456789' }])
    expect(notes).toMatchObject([{ invoice: first?.id, out_of_band_amount: first?.total, refunds: [] }])
    expect((await path.sdk.customers.listTaxIds(customer)).data).toHaveLength(1)

    await path.hear('invoice.paid', String(made?.id))
    await path.hear('credit_note.created', String(notes[0]?.id))
    await processSession(path.services, session, { moneyBack: true })
    expect(await path.books(session)).toEqual(before)
    expect(await path.accessOf(session)).toBe('active')
    expect(await bookedRow(session)).toEqual(old)
    expect(
      await path.rows('SELECT amount, out_of_band, state FROM credit_note WHERE purchase_id = $1', [
        purchase,
      ]),
    ).toEqual([{ amount: String(first?.total), out_of_band: String(first?.total), state: 'issued' }])

    const seen = await findAskable(path.services.db, purchase, new Date())
    expect(seen?.billing.documents).toEqual([
      { kind: 'invoice', id: made?.id, number: made?.number },
      { kind: 'replaced-invoice', id: first?.id, number: first?.number },
      { kind: 'credit-note', id: notes[0]?.id, number: notes[0]?.number },
    ])
    expect(seen?.billing.correction?.state).toBe('issued')
  })

  it('always leaves its tax effect for finance, a second one on top of the first', async () => {
    await issue(await asked())
    const finding = () =>
      path.rows('SELECT kind, amount, detail, closed_at FROM tax_finding WHERE purchase_id = $1', [purchase])
    const [first] = await finding()
    expect(first).toMatchObject({ kind: 'invoice-corrected', amount: '0', closed_at: null })
    await path.rows('UPDATE tax_finding SET closed_at = now() WHERE purchase_id = $1', [purchase])
    await issue(await asked({ companyName: 'Nordwind AG', taxId: undefined, poNumber: undefined }))
    const [both, ...more] = await finding()
    expect(more).toEqual([])
    expect(String(both?.['detail'])).toContain(String(first?.['detail']))
    expect(both).toMatchObject({ closed_at: null })
    expect((await atStripe()).invoices).toHaveLength(3)
  })

  it('keeps the discount and Israel’s rate by hand', async () => {
    const coupon = await path.sdk.coupons.create({ percent_off: 25, duration: 'once', max_redemptions: 1 })
    const code = await path.sdk.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: `HALFISH${Date.now()}`,
      max_redemptions: 1,
    })
    session = await path.open(`il${Date.now()}@example.com`, { country: 'IL' })
    expect(await path.pay(session, { country: 'IL', promotion_code: code.code })).toBe(200)
    await processSession(path.services, session)
    purchase = purchaseIdSchema.parse((await bookedRow(session))['id'])
    const row = await bookedRow(session)
    expect(Number(row['discount'])).toBeGreaterThan(0)
    expect(Number(row['tax'])).toBeGreaterThan(0)
    const id = await asked({ ...WISH, taxId: { type: 'il_vat', value: '012345678' } })
    expect(await issue(id)).toEqual({ outcome: 'issued' })
    const [old, made] = (await atStripe()).invoices
    expect(made).toMatchObject({ subtotal: old?.subtotal, total: old?.total, status: 'paid' })
    expect(made?.total_taxes).toMatchObject((old?.total_taxes ?? []).map(({ amount }) => ({ amount })))
    expect(await corrections()).toMatchObject([{ tax_before: row['tax'], tax_after: row['tax'] }])
    expect((await path.sdk.promotionCodes.retrieve(code.id)).times_redeemed).toBe(1)
  })

  const STEPS = ['read', 'sellerTaxIds', 'changeBuyer', 'draft', 'credit', 'finish'] as const
  it.each(STEPS.flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]))(
    'dies at %s, %s it: pressed again it goes on, and nothing is made twice',
    async (step, when) => {
      const id = await asked()
      const real = path.services.stripe.invoices[step] as (...args: unknown[]) => Promise<unknown>
      const dying = async (...args: unknown[]): Promise<never> => {
        if (when === 'after') await real(...args)
        throw new Error('killed')
      }
      await issue(id, { [step]: dying }).catch((error: unknown) => error)
      expect(await corrections()).toMatchObject([{ state: 'issuing' }])
      expect(await issue(id)).toEqual({ outcome: 'issued' })
      expect(await issue(id)).toEqual({ outcome: 'decided-already' })
      const { invoices, notes, customer } = await atStripe()
      expect(invoices.map(({ status }) => status)).toEqual(['paid', 'paid'])
      expect(invoices[1]?.lines.data).toHaveLength(1)
      expect(notes).toHaveLength(1)
      expect((await path.sdk.customers.listTaxIds(customer)).data).toHaveLength(1)
      expect(await path.rows('SELECT 1 FROM tax_finding WHERE purchase_id = $1', [purchase])).toHaveLength(1)
    },
  )

  /** Stripe as it is a day later: it has forgotten every key. The n-th write dies before it is sent, or after. */
  const forgetful = (die: { at: number; when: 'before' | 'after' }): StripeInvoices => {
    let writes = 0
    const { hostname, port } = new URL(path.emulator.url)
    const through: typeof fetch = async (address, init) => {
      const headers = new Headers(init?.headers)
      headers.delete('Idempotency-Key')
      const dies = init?.method === 'POST' && (writes += 1) === die.at
      if (dies && die.when === 'before') throw new TypeError('killed')
      const answer = await fetch(address, { ...init, headers })
      if (dies) throw new TypeError('killed')
      return answer
    }
    const httpClient = Stripe.createFetchHttpClient(through)
    const options = { host: hostname, port, protocol: 'http', httpClient, maxNetworkRetries: 0 } as const
    return createInvoices(new Stripe('sk_test_money_path', options))
  }
  const WRITES = ['tax id', 'name', 'invoice', 'line', 'credit note', 'number', 'paid'] as const
  it.each(
    WRITES.flatMap((name, index) => [
      [name, index + 1, 'before'] as const,
      [name, index + 1, 'after'] as const,
    ]),
  )(
    'the write of the %s (%i) dies, %s it was carried out, and no key is known any more: nothing is made twice',
    async (_, at, when) => {
      const id = await asked()
      const first = await issue(id, forgetful({ at, when }))
      expect(first.outcome).toBe('interrupted')
      expect(await corrections()).toMatchObject([{ state: 'issuing' }])
      expect(await issue(id, forgetful({ at: 0, when }))).toEqual({ outcome: 'issued' })
      const { invoices, notes, customer } = await atStripe()
      expect(invoices.map(({ status }) => status)).toEqual(['paid', 'paid'])
      expect(invoices[1]?.lines.data).toHaveLength(1)
      expect(notes).toHaveLength(1)
      expect((await path.sdk.customers.listTaxIds(customer)).data).toHaveLength(1)
    },
  )

  it('is issued once when two press at the same moment', async () => {
    const id = await asked()
    const outcomes = (await Promise.all([issue(id), issue(id)])).map(({ outcome }) => outcome)
    expect(outcomes).toContain('issued')
    // A key in use is answered with a conflict: then pressing again finishes it.
    if (outcomes.includes('interrupted')) await issue(id)
    const { invoices, notes } = await atStripe()
    expect(invoices).toHaveLength(2)
    expect(notes).toHaveLength(1)
    expect(await corrections()).toMatchObject([{ state: 'issued' }])
  })

  it('refused by Stripe before there is a document: open again with its words, and may be declined', async () => {
    const id = await asked({ ...WISH, taxId: { type: 'eu_vat', value: 'DE12345678X' } })
    const result = await issue(id)
    expect(result.outcome).toBe('refused')
    const [row] = await corrections()
    expect(row).toMatchObject({ state: 'requested', decided_at: null })
    expect(String(row?.['note']).length).toBeGreaterThan(5)
    expect((await atStripe()).notes).toEqual([])
    const answer = answerSchema.parse('The tax ID is not valid in Germany.')
    expect(await declineCorrection(path.services, finance, id, answer)).toEqual({ outcome: 'declined' })
    expect(await declineCorrection(path.services, finance, id, answer)).toEqual({
      outcome: 'decided-already',
    })
    expect((await findAskable(path.services.db, purchase, new Date()))?.billing.correction).toMatchObject({
      state: 'declined',
      answer,
    })
    expect(await ask()).toEqual({ outcome: 'asked' })
  })

  it('is refused at issuing when part was credited at Stripe meanwhile', async () => {
    const id = await asked()
    const { invoice_id: invoice } = await bookedRow(session)
    await path.sdk.creditNotes.create({ invoice: String(invoice), amount: 500, refund_amount: 500 })
    expect(await issue(id)).toMatchObject({ outcome: 'refused' })
    expect(await corrections()).toMatchObject([{ state: 'requested' }])
    expect((await atStripe()).notes).toHaveLength(1)
  })
})

describe('documents', () => {
  it('are opened by an address asked of Stripe now, and only those of the purchase', async () => {
    await issue(await asked())
    const documents = (await findAskable(path.services.db, purchase, new Date()))?.billing.documents ?? []
    expect(documents).toHaveLength(3)
    for (const { number } of documents) {
      const address = await openDocument(path.services, purchase, { number, form: 'pdf' })
      const answer = await fetch(address ?? '')
      expect(answer.headers.get('content-type')).toContain('pdf')
    }
    const [current, , note] = documents
    expect(await openDocument(path.services, purchase, { form: 'page' })).toContain('http')
    expect(
      await openDocument(path.services, purchase, { number: note?.number, form: 'page' }),
    ).toBeUndefined()
    const other = await path.bought()
    const [row] = await path.rows('SELECT id FROM purchase WHERE session_id = $1', [other.session])
    const strange = { number: current?.number, form: 'pdf' } as const
    expect(await openDocument(path.services, purchaseIdSchema.parse(row?.['id']), strange)).toBeUndefined()
  })
})
