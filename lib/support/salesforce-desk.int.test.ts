import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNT, CONTACT, openSalesforceDesk } from '@/e2e/salesforce-desk'
import type { SalesforceDesk } from '@/e2e/salesforce-desk'
import { askSalesforce, readSalesforceDesk } from './salesforce-desk'
import { leaveNoteSchema, leaveUnmatched, watchUnmatched } from './salesforce-leave'
import type { UnmatchedFilter, UnmatchedPlace } from './salesforce-unmatched'

let desk: SalesforceDesk
beforeAll(async () => {
  desk = await openSalesforceDesk()
})
afterAll(() => desk.close())

async function look(show: UnmatchedFilter = 'all', after?: UnmatchedPlace) {
  const page = await readSalesforceDesk({ db: desk.db, now: new Date() }, desk.max, { show, after })
  if (page.outcome !== 'found') throw new Error(page.outcome)
  return page
}
const since = (hours: number) => `pending_since = now() - interval '${hours * 60} minutes'`
const LINKED = `match = 'matched', matched_at = now(), account_id = '${ACCOUNT}', contact_id = '${CONTACT}'`
const NOTHING = { needPerson: 0, waiting: 0, tried: 0, unmatched: 0, overdue: 0, left: 0 }

describe('the Salesforce desk', () => {
  it('of a shop where all is written and linked is empty', async () => {
    const page = await look()
    expect(page.state).toEqual({ on: true, oldestWaiting: undefined, ...NOTHING })
    expect([page.failed, page.unmatched, page.next]).toEqual([[], [], undefined])
  })
  it('shows what was refused before what is still tried, the oldest first, and not what was never tried', async () => {
    const [young, old, tried, fresh, course] = [
      await desk.recorded({}, LINKED),
      await desk.recorded({}, LINKED),
      await desk.recorded({}, LINKED),
      await desk.recorded({}, LINKED),
      await desk.bought(),
    ]
    await desk.failed(course.delivery)
    const refused = [
      await desk.synced(young.id, 'needs-person', 1),
      await desk.synced(old.id, 'needs-person', 4),
    ]
    await desk.rows("UPDATE delivery SET created_at = now() - interval '2 days' WHERE id = $1", [refused[1]])
    const retried = await desk.synced(tried.id, 'waiting', 2)
    const waits = await desk.synced(fresh.id, 'waiting', 0)
    await desk.rows("UPDATE delivery SET created_at = now() - interval '9 days' WHERE id = $1", [waits])
    const { state, failed } = await look()
    expect(failed.map(({ id, retry }) => [id, retry])).toEqual([
      [refused[1], 'may'],
      [refused[0], 'may'],
      [retried, 'may'],
    ])
    expect(failed[0]).toMatchObject({
      purchaseId: old.id,
      reference: old.reference,
      attempts: 4,
      lastDetail: 'UNABLE_TO_LOCK_ROW',
      title: expect.stringMatching(/\w/),
    })
    expect(state).toMatchObject({ ...NOTHING, needPerson: 2, waiting: 2, tried: 1 })
    const days = (Date.now() - Number(state.oldestWaiting?.getTime())) / 86_400_000
    expect(Math.abs(days - 9)).toBeLessThan(0.01)
    await desk.rows("UPDATE delivery SET claimed_until = now() + interval '1 minute' WHERE id = $1", [
      retried,
    ])
    expect((await look()).failed.at(-1)?.retry).toBe('running')
    await desk.rows("UPDATE delivery SET state = 'done', done_at = now() WHERE destination = 'salesforce'")
  })
  it('shows who hangs on nobody, for how long and why, by what is asked for', async () => {
    const account = `account_id = '${ACCOUNT}'`
    const young = await desk.recorded({ email: 'young@example.com' }, since(2))
    const overdue = await desk.recorded(
      {},
      `${since(40)}, reason = 'no-contact', ${account}, looked_at = now()`,
    )
    const several = await desk.recorded(
      {},
      `${since(41)}, match = 'ambiguous', reason = 'several-contacts', ${account}`,
    )
    const quiet = await desk.recorded({}, `${since(90)}, reason = 'no-account'`)
    const erased = await desk.recorded({}, `${since(91)}, reason = 'no-account'`)
    await desk.erased(erased.customer)
    // Whoever it was, nobody can say any more.
    const gone = await desk.recorded({}, `${since(92)}, reason = 'no-contact', ${account}`)
    await desk.erased(gone.customer)
    const note = leaveNoteSchema.parse('A partner without an account.')
    await leaveUnmatched(desk.db, desk.max, quiet.id, note)
    const ids = async (show: UnmatchedFilter) =>
      (await look(show)).unmatched.map(({ purchaseId }) => purchaseId)
    expect(await ids('all')).toEqual([erased.id, several.id, overdue.id, young.id])
    expect(await ids('overdue')).toEqual([erased.id, several.id, overdue.id])
    expect(await ids('left')).toEqual([quiet.id])
    const { state, unmatched } = await look()
    expect(state).toMatchObject({ unmatched: 4, overdue: 3, left: 1 })
    expect(unmatched[0]).toMatchObject({ erased: true, email: undefined, overdue: true })
    expect(unmatched[2]).toMatchObject({
      reason: 'no-contact',
      accountId: ACCOUNT,
      lookedAt: expect.any(Date),
    })
    expect(unmatched[3]).toMatchObject({
      reference: young.reference,
      smid: 'ACME-4821',
      email: 'young@example.com',
      reason: undefined,
      overdue: false,
      leftBy: undefined,
    })
    expect((await look('left')).unmatched[0]).toMatchObject({
      leftBy: 'Max Moreno',
      leftAt: expect.any(Date),
      leftNote: 'A partner without an account.',
    })
    await watchUnmatched(desk.db, desk.max, quiet.id)
    expect((await look()).unmatched.map(({ leftNote }) => leftNote)).toEqual(Array(5).fill(undefined))
    await desk.rows(`UPDATE salesforce_record SET ${LINKED}, reason = NULL`)
    expect((await look()).state).toMatchObject(NOTHING)
  })
  it('goes on page by page, each once, also where many have waited equally long', async () => {
    const all = []
    for (let n = 0; n < 120; n += 1) all.push((await desk.recorded({}, "pending_since = '2026-01-01'")).id)
    const seen: string[] = []
    const sizes: number[] = []
    let after: UnmatchedPlace | undefined
    do {
      const { unmatched, next } = await look('all', after)
      seen.push(...unmatched.map(({ purchaseId }) => purchaseId))
      sizes.push(unmatched.length)
      after = next
    } while (after !== undefined)
    expect(sizes).toEqual([50, 50, 20])
    expect(seen).toEqual([...all].sort())
  })
  it('says why nothing is sent, while that is so', async () => {
    await desk.rows(
      `UPDATE circuit SET state = 'open', opened_at = now(), probe_at = now(), detail = 'INVALID_SESSION_ID' WHERE destination = 'salesforce'`,
    )
    expect((await look()).state).toMatchObject({
      pausedSince: expect.any(Date),
      pausedBecause: 'INVALID_SESSION_ID',
    })
    await desk.rows(
      "UPDATE circuit SET state = 'closed', opened_at = NULL, probe_at = NULL, detail = NULL WHERE destination = 'salesforce'",
    )
    expect((await look()).state).toMatchObject({ pausedSince: undefined, pausedBecause: undefined })
  })
  it('is off while Salesforce is', async () => {
    await desk.rows("UPDATE circuit SET enabled = false WHERE destination = 'salesforce'")
    const services = { db: desk.db, now: new Date() }
    expect(await askSalesforce(services, desk.max)).toEqual({ outcome: 'off' })
    expect(await readSalesforceDesk(services, desk.max, { show: 'all' })).toEqual({ outcome: 'off' })
    await desk.rows("UPDATE circuit SET enabled = true WHERE destination = 'salesforce'")
    expect(await askSalesforce(services, desk.max)).toMatchObject({
      outcome: 'found',
      state: { unmatched: 120 },
    })
  })
})
