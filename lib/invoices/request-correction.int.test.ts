import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openMoneyBackPath } from '@/e2e/money-back-path'
import type { MoneyBackPath } from '@/e2e/money-back-path'
import type { StaffActor } from '@/lib/identity/permit'
import { purchaseIdSchema, staffIdSchema } from '@/lib/ids'
import type { PurchaseId, SessionId } from '@/lib/ids'
import { processSession } from '@/lib/payments/process-session'
import type { CorrectionRequest } from './correction-request'
import { requestCorrection, startCorrection } from './request-correction'

let path: MoneyBackPath
let session: SessionId
let purchase: PurchaseId
beforeAll(async () => {
  path = await openMoneyBackPath()
})
afterAll(() => path.close())
beforeEach(async () => {
  ;({ session } = await path.bought())
  purchase = purchaseIdSchema.parse((await bookedRow(session))['id'])
})

const finance: StaffActor = {
  staffId: staffIdSchema.parse('0199f000-0000-7000-8000-000000000001'),
  name: 'Fran',
  roles: ['finance'],
}
const WISH: CorrectionRequest = { companyName: 'Nordwind GmbH', taxId: undefined, poNumber: undefined }
const DAY = 86_400_000

async function bookedRow(of: SessionId): Promise<Record<string, unknown>> {
  const [row] = await path.rows('SELECT * FROM purchase WHERE session_id = $1', [of])
  return row ?? {}
}
const ask = (wish: CorrectionRequest = WISH, days = 0) =>
  requestCorrection({ db: path.services.db, now: new Date(Date.now() + days * DAY) }, purchase, wish)
const corrections = () =>
  path.rows('SELECT * FROM invoice_correction WHERE purchase_id = $1 ORDER BY requested_at', [purchase])

describe('a wish for a corrected invoice', () => {
  it('is one at a time, also when two ask at the same moment', async () => {
    const results = await Promise.all([ask(), ask(), ask()])
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['asked', 'asked-already', 'asked-already'])
    expect(await corrections()).toHaveLength(1)
  })

  it('comes within 30 days from the buyer, any time from finance', async () => {
    expect(await ask(WISH, 31)).toEqual({ outcome: 'too-late' })
    expect(await startCorrection(path.services, finance, purchase, WISH)).toEqual({ outcome: 'asked' })
    expect(await corrections()).toMatchObject([{ requested_by: `staff:${finance.staffId}` }])
  })

  it('has nothing to correct where it is given back, disputed, credited or free', async () => {
    const { intent } = await path.bought()
    const of = async (name: string) => {
      const [row] = await path.rows(`SELECT id FROM purchase WHERE payment_intent_id = $1`, [name])
      purchase = purchaseIdSchema.parse(row?.['id'])
    }
    await of(intent)
    const { id: dispute } = await path.dispute(intent)
    await path.hear('charge.dispute.created', dispute)
    expect(await ask()).toEqual({ outcome: 'disputed' })

    const refunded = await path.bought()
    await of(refunded.intent)
    await path.refund(refunded.intent)
    await processSession(path.services, refunded.session)
    expect(await ask()).toEqual({ outcome: 'given-back' })

    const credited = await path.bought()
    await of(credited.intent)
    const { invoice_id: invoice } = await bookedRow(credited.session)
    await path.sdk.creditNotes.create({ invoice: String(invoice), amount: 500, refund_amount: 500 })
    await processSession(path.services, credited.session)
    expect(await ask()).toEqual({ outcome: 'credited' })
  })
})
