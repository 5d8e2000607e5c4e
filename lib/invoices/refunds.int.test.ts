import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openMoneyBackPath } from '@/e2e/money-back-path'
import type { MoneyBackPath } from '@/e2e/money-back-path'
import type { StaffActor } from '@/lib/identity/permit'
import { purchaseIdSchema, staffIdSchema } from '@/lib/ids'
import type { PurchaseId, SessionId } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import { stripeAccounts } from '@/lib/stripe/accounts'
import type { StripeInvoices } from '@/lib/stripe/invoice-port'
import { correctionIdSchema } from './correction-row'
import { issueCorrection } from './issue-correction'
import { orderRefund, resumeRefund } from './order-refund'
import { previewRefund, readInvoicing } from './read-invoicing'
import { refundReasonSchema } from './refund-form'
import { refundOrderIdSchema } from './refund-order'
import type { RefundOrderId } from './refund-order'
import { requestCorrection } from './request-correction'
import { takeUpRefunds } from './take-up-refunds'

let path: MoneyBackPath
beforeAll(async () => {
  path = await openMoneyBackPath()
})
afterAll(() => path.close())

const finance: StaffActor = {
  staffId: staffIdSchema.parse('0199f000-0000-7000-8000-000000000001'),
  name: 'Fran',
  roles: ['finance'],
}
const reason = refundReasonSchema.parse('Bought twice by mistake.')

let session: SessionId
let intent: string
let purchase: PurchaseId
let total: bigint
beforeEach(async () => {
  ;({ session, intent } = await path.bought())
  const [row] = await path.rows('SELECT id, total FROM purchase WHERE session_id = $1', [session])
  purchase = purchaseIdSchema.parse(row?.['id'])
  total = BigInt(String(row?.['total']))
})
const newId = (): RefundOrderId => refundOrderIdSchema.parse(randomUUID())
const through = (invoices: Partial<StripeInvoices> = {}) => {
  const stripe = { ...path.services.stripe, invoices: { ...path.services.stripe.invoices, ...invoices } }
  return { ...path.services, accounts: stripeAccounts(stripe) }
}
const refund = (amount: bigint, { id = newId(), services = through() } = {}) =>
  orderRefund(services, finance, { id, purchaseId: purchase, amount, reason })
const orders = () =>
  path.rows('SELECT * FROM refund_order WHERE purchase_id = $1 ORDER BY ordered_at', [purchase])
const atStripe = async () => {
  const { invoice } = await path.sdk.checkout.sessions.retrieve(session)
  return {
    invoice: String(invoice),
    refunds: (await path.sdk.refunds.list({ payment_intent: intent })).data,
    notes: (await path.sdk.creditNotes.list({ invoice: String(invoice) })).data,
  }
}
/** What the worker would do next. */
async function follow(): Promise<void> {
  const jobs = await path.rows(
    "SELECT data FROM pgboss.job WHERE name = 'checkout-session' AND data->>'sessionId' = $1",
    [session],
  )
  expect(jobs).not.toEqual([])
  await processSession(path.services, session)
  await path.deliverAll()
}

describe('a refund ordered here', () => {
  it('in full: a credit note gives it back, the books are even, the course closes', async () => {
    const id = newId()
    expect(await refund(total, { id })).toEqual({ outcome: 'done' })
    const { refunds, notes } = await atStripe()
    expect(notes).toMatchObject([
      { amount: Number(total), out_of_band_amount: null, metadata: { refund_order: id } },
    ])
    expect(refunds).toHaveLength(1)
    await follow()
    expect(await path.accessOf(session)).toBe('revoked')
    expect(await path.enrolled(session)).not.toBe('active')
    expect((await path.books(session))['tax_payable']).toBeUndefined()
    expect(await orders()).toMatchObject([
      { state: 'done', credit_note_id: notes[0]?.id, refund_id: refunds[0]?.id, failure: null },
    ])
    expect(await refund(1n)).toEqual({ outcome: 'nothing-left' })
    expect(
      await path.rows(
        "SELECT actor, detail FROM audit WHERE action = 'purchase.refund' AND subject_id = $1",
        [purchase],
      ),
    ).toMatchObject([{ actor: `staff:${finance.staffId}`, detail: { order: id } }])
  })

  it('in part: the course stays open, and what is left can be given back later', async () => {
    expect(await refund(700n)).toEqual({ outcome: 'done' })
    await follow()
    expect(await path.accessOf(session)).toBe('active')
    const seen = await readInvoicing(path.services.db, finance, purchase)
    expect(seen).toMatchObject({ outcome: 'found', invoicing: { left: { amount: total - 700n } } })
    expect(await refund(total)).toEqual({ outcome: 'too-much' })
    expect(await refund(total - 700n)).toEqual({ outcome: 'done' })
    await follow()
    expect(await path.accessOf(session)).toBe('revoked')
  })

  it('clicked twice, also at the same moment and after its end: one refund', async () => {
    const id = newId()
    await Promise.all([refund(700n, { id }), refund(700n, { id })])
    await refund(700n, { id })
    const { refunds, notes } = await atStripe()
    expect(refunds).toHaveLength(1)
    expect(notes).toHaveLength(1)
    expect(await orders()).toHaveLength(1)
  })

  it('by two colleagues at once: together never more than was paid', async () => {
    const outcomes = await Promise.all([refund(total - 100n), refund(total - 100n), refund(total - 100n)])
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['done', 'too-much', 'too-much'])
    expect((await atStripe()).refunds).toHaveLength(1)
  })

  it('not booked yet still counts: what was ordered cannot be ordered again', async () => {
    await refund(total - 100n)
    expect(await refund(200n)).toEqual({ outcome: 'too-much' })
    expect(await previewRefund(path.services.db, finance, purchase)).toMatchObject({ left: { amount: 100n } })
  })

  it.each(['before', 'after'] as const)(
    'dies %s Stripe was asked: it stays ordered, and the sweep gives it back once',
    async (when) => {
      const id = newId()
      const real = path.services.stripe.invoices.credit
      const credit: StripeInvoices['credit'] = async (order) => {
        if (when === 'after') await real(order)
        throw new Error('killed')
      }
      await expect(refund(700n, { id, services: through({ credit }) })).rejects.toThrow('killed')
      expect(await orders()).toMatchObject([{ state: 'ordered' }])
      await takeUpRefunds(through())
      expect(await orders()).toMatchObject([{ state: 'ordered' }])
      await takeUpRefunds(through(), new Date(Date.now() + 120_000))
      expect(await orders()).toMatchObject([{ state: 'done' }])
      expect((await atStripe()).refunds).toHaveLength(1)
    },
  )

  it('without an answer it stays ordered, and pressing again brings it to its end', async () => {
    const id = newId()
    const credit: StripeInvoices['credit'] = () =>
      Promise.resolve({ outcome: 'unreachable', detail: 'StripeConnectionError' })
    expect(await refund(700n, { id, services: through({ credit }) })).toMatchObject({
      outcome: 'unreachable',
    })
    expect(await orders()).toMatchObject([{ state: 'ordered' }])
    expect(await resumeRefund(through(), finance, id)).toEqual({ outcome: 'done' })
    expect((await atStripe()).refunds).toHaveLength(1)
  })

  it('that Stripe refuses keeps its words and takes nothing', async () => {
    // Given back in the dashboard, which no webhook has told yet.
    await path.refund(intent)
    const result = await refund(total)
    expect(result.outcome).toBe('refused')
    const [row] = await orders()
    expect(row).toMatchObject({ state: 'refused', refund_id: null })
    expect(String(row?.['failure']).length).toBeGreaterThan(10)
  })

  it('of a disputed purchase, or while its invoice is made anew, is not ordered', async () => {
    await requestCorrection({ db: path.services.db, now: new Date() }, purchase, {
      companyName: 'Nordwind GmbH',
      taxId: undefined,
      poNumber: undefined,
    })
    const [asked] = await path.rows('SELECT id FROM invoice_correction WHERE purchase_id = $1', [purchase])
    const id = correctionIdSchema.parse(asked?.['id'])
    const finish: StripeInvoices['finish'] = () =>
      Promise.resolve({ outcome: 'unreachable', detail: 'StripeConnectionError' })
    await issueCorrection(through({ finish }), finance, id)
    expect(await refund(700n)).toEqual({ outcome: 'correction-on-its-way' })
    await issueCorrection(through(), finance, id)
    const { id: dispute } = await path.dispute(intent)
    await path.hear('charge.dispute.created', dispute)
    expect(await refund(700n)).toEqual({ outcome: 'disputed' })
  })

  it('of a purchase with a corrected invoice: the money by itself, the document without money', async () => {
    await requestCorrection({ db: path.services.db, now: new Date() }, purchase, {
      companyName: 'Nordwind GmbH',
      taxId: undefined,
      poNumber: undefined,
    })
    const [asked] = await path.rows('SELECT id FROM invoice_correction WHERE purchase_id = $1', [purchase])
    await issueCorrection(through(), finance, correctionIdSchema.parse(asked?.['id']))
    expect(await refund(total)).toEqual({ outcome: 'done' })
    await follow()
    expect(await path.accessOf(session)).toBe('revoked')
    const [order] = await orders()
    const note = await path.sdk.creditNotes.retrieve(String(order?.['credit_note_id']))
    expect(note).toMatchObject({ out_of_band_amount: Number(total), refunds: [] })
    const seen = await readInvoicing(path.services.db, finance, purchase)
    const documents = seen.outcome === 'found' ? seen.invoicing.documents : []
    expect(documents.map(({ kind }) => kind)).toEqual([
      'invoice',
      'replaced-invoice',
      'credit-note',
      'credit-note',
    ])
    const books = await path.books(session)
    expect(books['tax_payable']).toBeUndefined()
  })
})
