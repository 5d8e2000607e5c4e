import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { skuSchema, smidSchema } from '@/lib/ids'
import { startCheckout } from './start'
import { readTerms, refundSummaryOf } from './terms'
import type { TermsSeen } from './terms'
import { viewCheckout } from './view'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterAll(() => path.close())

const SKU = skuSchema.parse('RU-CERT-DEVELOPER')
const FIRST = '2026-11-21'
const handoff = { kind: 'plain', sku: SKU, smid: smidSchema.parse('ACME-1') } as const
const known = { handoff, learner: undefined, signInConfigured: false, ownAccount: false }

const start = (email: string, termsSeen: TermsSeen) =>
  startCheckout(path.services, {
    ...known,
    sku: SKU,
    again: false,
    form: { email, country: 'US', poNumber: undefined },
    termsSeen,
    browser: 'browser',
  })
async function open(email: string, termsSeen: TermsSeen): Promise<string> {
  const started = await start(email, termsSeen)
  if (started.outcome !== 'pay') throw new Error(`expected a payment page, got ${started.outcome}`)
  return /cs_test_\w+/.exec(started.url)?.[0] ?? ''
}
/** A new version of a page, public unless it is only scheduled. */
async function publish(page: string, label: string, content: object, state = 'done') {
  const [row] = await path.rows(
    `INSERT INTO site_revision (page, number, label, content, complete, created_by)
     SELECT $1, max(number) + 1, $2, $3, true, 'test' FROM site_revision WHERE page = $1 RETURNING id`,
    [page, label, JSON.stringify(content)],
  )
  await path.rows(
    `INSERT INTO publication (page, site_revision_id, state, due_at, zone, created_by, settled_at, settled_by)
     SELECT $1, $2, $3, now(), 'UTC', 'test', x.at, x.by
     FROM (SELECT CASE WHEN $3 = 'done' THEN now() END AS at, CASE WHEN $3 = 'done' THEN 'test' END AS by) x`,
    [page, row?.['id'], state],
  )
  if (state === 'done')
    await path.rows('UPDATE site_page SET published_revision_id = $2 WHERE name = $1', [page, row?.['id']])
}
const evidence = (session: string) =>
  path.rows(
    `SELECT confirmation_version, refund_policy_version,
       parameters->'custom_text'->'terms_of_service_acceptance'->>'message' AS text,
       parameters->'custom_text'->'submit'->>'message' AS refund
     FROM checkout_attempt WHERE session_id = $1`,
    [session],
  )
const policy = (summary: string) => ({ title: 'Refund policy', summary, body: summary })

describe('the words a learner buys under', () => {
  it('are those that the page shows, and the attempt keeps their versions', async () => {
    const seen = await viewCheckout(path.services.db, path.services.accounts, SKU, known)
    expect(seen?.terms).toEqual({
      confirmation: {
        version: FIRST,
        text: 'I will give my correct billing address, and I know that tax is calculated from it.',
      },
      refundPolicy: { version: FIRST, summary: 'Full refund within 14 days of purchase.' },
    })
    const session = await open('shown@example.com', { confirmation: FIRST, refundPolicy: FIRST })
    expect(await evidence(session)).toEqual([
      {
        confirmation_version: FIRST,
        refund_policy_version: FIRST,
        text: seen?.terms.confirmation.text,
        refund: 'Full refund within 14 days of purchase.',
      },
    ])
  })

  it('changed since: nothing is begun, the new ones are told, and buying under them closes the old form', async () => {
    const before = await open('slow@example.com', { confirmation: FIRST, refundPolicy: FIRST })
    await publish('refund-policy', '2027-02-01', policy('Full refund within 30 days.'))
    const told = await start('slow@example.com', { confirmation: FIRST, refundPolicy: FIRST })
    const terms = await readTerms(path.services.db)
    expect(told).toEqual({ outcome: 'terms-changed', terms })
    expect(terms.refundPolicy).toEqual({ version: '2027-02-01', summary: 'Full refund within 30 days.' })
    expect(await start('new@example.com', { confirmation: FIRST, refundPolicy: FIRST })).toMatchObject({
      outcome: 'terms-changed',
    })
    expect(await path.rows("SELECT 1 FROM customer WHERE email_key = 'new@example.com'")).toEqual([])

    const after = await open('slow@example.com', { confirmation: FIRST, refundPolicy: '2027-02-01' })
    expect(after).not.toBe(before)
    expect(await path.pay(before as Parameters<MoneyPath['pay']>[0])).toBe(409)
    expect(await evidence(after)).toMatchObject([
      { refund_policy_version: '2027-02-01', refund: 'Full refund within 30 days.' },
    ])
    expect(await evidence(before)).toMatchObject([{ refund_policy_version: FIRST }])
  })

  it('a new text to confirm is confirmed and sent to Stripe', async () => {
    const { refundPolicy } = await readTerms(path.services.db)
    const old = { confirmation: FIRST, refundPolicy: refundPolicy.version }
    await publish('address-confirmation', '2027-03-01', { text: 'My billing address is right.' })
    expect(await start('text@example.com', old)).toMatchObject({ outcome: 'terms-changed' })
    const session = await open('text@example.com', { ...old, confirmation: '2027-03-01' })
    expect(await evidence(session)).toMatchObject([
      { confirmation_version: '2027-03-01', text: 'My billing address is right.' },
    ])
  })

  it('a purchase keeps its own sentence; what was never public is nobody’s', async () => {
    const { db } = path.services
    await publish('refund-policy', '2027-04-01', policy('No refunds.'), 'scheduled')
    expect(await refundSummaryOf(db, FIRST)).toBe('Full refund within 14 days of purchase.')
    expect(await refundSummaryOf(db, '2027-04-01')).toBe('Full refund within 30 days.')
    expect(await refundSummaryOf(db, null)).toBe('Full refund within 30 days.')
  })
})
