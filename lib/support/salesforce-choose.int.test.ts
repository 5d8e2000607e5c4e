import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ACCOUNT, CONTACT, contact, openSalesforceDesk } from '@/e2e/salesforce-desk'
import type { SalesforceDesk } from '@/e2e/salesforce-desk'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { accountIdSchema, contactIdSchema } from '@/lib/salesforce/record-ids'
import type { SalesforceAccountId } from '@/lib/salesforce/record-ids'
import { chooseContact } from './salesforce-choose'

const OTHER = accountIdSchema.parse('001Kj00000ZzZzZIAZ')

let desk: SalesforceDesk
beforeAll(async () => {
  desk = await openSalesforceDesk()
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.answers.contact = contact()
  desk.asked.length = 0
  desk.woken.length = 0
})

const choose = (purchaseId: PurchaseId, confirmed?: SalesforceAccountId) =>
  chooseContact(desk, desk.max, { purchaseId, contactId: CONTACT, confirmed })
const record = async (id: PurchaseId) =>
  (
    await desk.rows(
      `SELECT match, reason, account_id AS account, contact_id AS contact, matched_at IS NOT NULL AS linked, left_by AS "left"
       FROM salesforce_record WHERE purchase_id = $1`,
      [id],
    )
  )[0]
const LINKED = {
  match: 'matched',
  reason: null,
  account: ACCOUNT,
  contact: CONTACT,
  linked: true,
  left: null,
}
const chosen = (customer: string) =>
  desk.rows('SELECT smid, contact_id, account_id, chosen_by FROM salesforce_contact WHERE customer_id = $1', [
    customer,
  ])
const owed = (id: PurchaseId) =>
  desk.rows("SELECT state FROM delivery WHERE purchase_id = $1 AND destination = 'salesforce'", [id])
/** Nothing of a choice is there. */
async function untouched({ id, customer }: { id: PurchaseId; customer: string }): Promise<void> {
  expect(await chosen(customer)).toEqual([])
  expect(await record(id)).toMatchObject({ match: 'pending', contact: null })
  expect(await desk.audits(id)).toEqual([])
  expect(await owed(id)).toEqual([])
  expect(desk.woken).toEqual([])
}

describe('choosing a contact', () => {
  it('links all that the person bought for this account, also what was left, and nothing of anybody else', async () => {
    const first = await desk.recorded({ email: 'one@example.com' }, "left_by = 'x', left_at = now()")
    const second = await desk.recorded({ email: 'one@example.com' }, "reason = 'no-contact'")
    const untold = await desk.bought({ email: 'one@example.com' })
    const elsewhere = await desk.recorded({ email: 'one@example.com', smid: 'OTHER-1' })
    const colleague = await desk.recorded({ email: 'two@example.com' })
    expect(await choose(first.id)).toEqual({ outcome: 'chosen', purchases: 3 })
    expect(desk.asked).toEqual([CONTACT])
    for (const { id } of [first, second, untold]) {
      expect(await record(id)).toEqual(LINKED)
      expect(await owed(id)).toEqual([{ state: 'waiting' }])
      expect(await desk.audits(id)).toEqual([
        { actor: `staff:${desk.max.staffId}`, action: 'salesforce.match', detail: {} },
      ])
    }
    expect(await chosen(first.customer)).toEqual([
      { smid: 'ACME-4821', contact_id: CONTACT, account_id: ACCOUNT, chosen_by: `staff:${desk.max.staffId}` },
    ])
    expect(desk.woken).toEqual(['salesforce'])
    desk.woken.length = 0
    await untouched(elsewhere)
    await untouched(colleague)
  })
  it('keeps the id as Salesforce gives it, not as it was typed', async () => {
    const { id } = await desk.recorded()
    const contactId = contactIdSchema.parse(CONTACT.slice(0, 15))
    await chooseContact(desk, desk.max, { purchaseId: id, contactId })
    expect(await record(id)).toEqual(LINKED)
  })
  it('clicked three times at once happens once', async () => {
    const { id, customer } = await desk.recorded()
    const clicks = await desk.threeTimesAtOnce('customer', customer, () => choose(id))
    const outcomes = clicks.map(({ outcome }) => outcome).sort()
    expect(outcomes).toEqual(['chosen', 'chosen-already', 'chosen-already'])
    expect(await desk.audits(id)).toHaveLength(1)
    expect(await owed(id)).toHaveLength(1)
    expect(desk.woken).toEqual(['salesforce'])
  })
  it('can be changed to another contact later', async () => {
    const { id, customer } = await desk.recorded()
    await choose(id)
    const other = contactIdSchema.parse('003Kj00000ZzZzZIAZ')
    desk.answers.contact = contact({ contactId: other })
    expect(await choose(id)).toEqual({ outcome: 'chosen', purchases: 1 })
    expect(await record(id)).toEqual({ ...LINKED, contact: other })
    expect(await chosen(customer)).toMatchObject([{ contact_id: other }])
    expect(await desk.audits(id)).toHaveLength(2)
  })
})

describe('a contact of another account than the purchase’s', () => {
  it.each([
    ['another SMID', 'OTHER-1'],
    ['no SMID', undefined],
  ])('with %s is only taken once that was confirmed', async (_, smid) => {
    const bought = await desk.recorded()
    const there = contact({ accountId: OTHER, smid })
    desk.answers.contact = there
    expect(await choose(bought.id)).toEqual({ outcome: 'confirm', contact: there, smid: 'ACME-4821' })
    await untouched(bought)
    // What was confirmed is another account than the contact has now.
    expect((await choose(bought.id, ACCOUNT)).outcome).toBe('confirm')
    await untouched(bought)
    expect(await choose(bought.id, OTHER)).toEqual({ outcome: 'chosen', purchases: 1 })
    expect(await record(bought.id)).toEqual({ ...LINKED, account: OTHER })
  })
})

describe('a choice that cannot be', () => {
  it.each([
    ['not-found', { outcome: 'none' }],
    ['no-account', contact({ accountId: undefined, smid: undefined })],
    ['trouble', { outcome: 'retry', detail: 'SERVER_UNAVAILABLE' }],
    ['trouble', { outcome: 'pause', detail: 'REQUEST_LIMIT_EXCEEDED', pauseMs: 1 }],
    ['trouble', { outcome: 'needs-person', detail: 'INVALID_FIELD' }],
  ] as const)('is refused: %s (%o)', async (outcome, answer) => {
    const bought = await desk.recorded()
    desk.answers.contact = answer
    expect((await choose(bought.id)).outcome).toBe(outcome)
    await untouched(bought)
  })
  it('for an erased person asks Salesforce nothing; one erased meanwhile is not linked either', async () => {
    const before = await desk.recorded()
    await desk.erased(before.customer)
    expect(await choose(before.id)).toEqual({ outcome: 'erased' })
    expect(desk.asked).toEqual([])
    await untouched(before)
    const during = await desk.recorded()
    const salesforce = {
      ...desk.salesforce,
      readContact: async () => {
        await desk.erased(during.customer)
        return contact()
      },
    }
    const choice = { purchaseId: during.id, contactId: CONTACT }
    expect(await chooseContact({ ...desk, salesforce }, desk.max, choice)).toEqual({ outcome: 'erased' })
    await untouched(during)
  })
  it('waits for an erasure that is under way, and then keeps nothing', async () => {
    const bought = await desk.recorded()
    const erasure = await desk.db.pool.connect()
    await erasure.query('BEGIN')
    await erasure.query(
      'UPDATE customer SET erased_at = now(), smid = NULL, email = NULL, email_key = NULL WHERE id = $1',
      [bought.customer],
    )
    const choice = choose(bought.id)
    await expect
      .poll(() =>
        desk.rows(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        ),
      )
      .toHaveLength(1)
    await erasure.query('COMMIT')
    erasure.release()
    expect(await choice).toEqual({ outcome: 'erased' })
    await untouched(bought)
  })
  it('of no purchase, or with no way to Salesforce, asks nothing', async () => {
    expect(await choose(purchaseIdSchema.parse(randomUUID()))).toEqual({ outcome: 'missing' })
    const bought = await desk.recorded()
    const choice = { purchaseId: bought.id, contactId: CONTACT }
    expect(await chooseContact({ ...desk, salesforce: undefined }, desk.max, choice)).toEqual({
      outcome: 'off',
    })
    await desk.rows("UPDATE circuit SET enabled = false WHERE destination = 'salesforce'")
    expect(await choose(bought.id)).toEqual({ outcome: 'off' })
    await desk.rows("UPDATE circuit SET enabled = true WHERE destination = 'salesforce'")
    expect(desk.asked).toEqual([])
    await untouched(bought)
  })
})
