import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMoneyPath, WEBHOOK_SECRET } from '@/e2e/money-path'
import type { MoneyPath } from '@/e2e/money-path'
import { receiveEvent } from './receive'

let path: MoneyPath
beforeAll(async () => {
  path = await openMoneyPath()
})
afterAll(() => path.close())

const now = () => Math.floor(Date.now() / 1_000)
function event(id: string, type = 'checkout.session.completed'): string {
  return JSON.stringify({
    id,
    type,
    created: now(),
    api_version: '2026-10-28.endive',
    livemode: false,
    data: { object: { id: 'cs_test_x' } },
  })
}
function sign(
  rawBody: string,
  timestamp = now(),
  secret = WEBHOOK_SECRET,
): { rawBody: string; signature: string } {
  return {
    rawBody,
    signature: path.sdk.webhooks.generateTestHeaderString({ payload: rawBody, secret, timestamp }),
  }
}
/** An event of which some fields are not as usual. */
function strange(id: string, what: object): { rawBody: string; signature: string } {
  return sign(JSON.stringify({ ...JSON.parse(event(id)), ...what }))
}
const stored = (id: string) => path.rows('SELECT state FROM stripe_event WHERE id = $1', [id])
const jobs = (id: string) =>
  path.rows("SELECT 1 FROM pgboss.job WHERE name = 'stripe-event' AND singleton_key = $1", [id])

describe('a webhook', () => {
  it('sent ten times at once is one row and one job', async () => {
    const webhook = sign(event('evt_ten'))
    const results = await Promise.all(Array.from({ length: 10 }, () => receiveEvent(path.services, webhook)))
    expect(results.filter((result) => result === 'recorded')).toHaveLength(1)
    expect(results.filter((result) => result === 'repeat')).toHaveLength(9)
    expect(await stored('evt_ten')).toEqual([{ state: 'received' }])
    expect(await jobs('evt_ten')).toHaveLength(1)
  })
  it('of a type we do not handle is kept, marked, and makes no job', async () => {
    expect(await receiveEvent(path.services, sign(event('evt_other', 'payout.paid')))).toBe('recorded')
    expect(await stored('evt_other')).toEqual([{ state: 'not-handled' }])
    expect(await jobs('evt_other')).toEqual([])
  })
  it.each<[string, string, object, RegExp]>([
    ['of live mode, while our key is a test key', 'evt_live', { livemode: true }, /live mode/],
    ['of a connected account', 'evt_connect', { account: 'acct_other' }, /acct_other/],
    ['about an object of another kind', 'evt_kind', { data: { object: { id: 'pi_1' } } }, /one of the kind/],
    [
      'about an id that Stripe never gives',
      'evt_odd_id',
      { data: { object: { id: "cs_'; --" } } },
      /one of the kind/,
    ],
    ['about an object without an id', 'evt_no_id', { data: { object: {} } }, /one of the kind/],
  ])('%s is kept with the reason, and never processed', async (_case, id, what, reason) => {
    expect(await receiveEvent(path.services, strange(id, what))).toBe('recorded')
    expect(await receiveEvent(path.services, strange(id, what))).toBe('repeat')
    const [row] = await path.rows('SELECT state, failure FROM stripe_event WHERE id = $1', [id])
    expect(row).toEqual({ state: 'not-handled', failure: expect.stringMatching(reason) })
    expect(await jobs(id)).toEqual([])
  })
  it('of an API version we never heard of is processed: its object is read again at ours', async () => {
    expect(await receiveEvent(path.services, strange('evt_v', { api_version: '2031-01-01.zebra' }))).toBe(
      'recorded',
    )
    expect(await stored('evt_v')).toEqual([{ state: 'received' }])
  })
  it.each<[string, () => { rawBody: string; signature: string }]>([
    ['signed with another secret', () => sign(event('evt_bad'), now(), 'whsec_another')],
    ['signed 301 s ago', () => sign(event('evt_bad'), now() - 301)],
    ['signed 310 s in the future', () => sign(event('evt_bad'), now() + 310)],
    ['with one letter changed', () => ({ ...sign(event('evt_bad')), rawBody: event('evt_bax') })],
    ['cut short', () => ({ ...sign(event('evt_bad')), rawBody: event('evt_bad').slice(0, -1) })],
    ['without a time', () => ({ ...sign(event('evt_bad')), signature: 'v1=00' })],
    ['with an empty signature', () => ({ ...sign(event('evt_bad')), signature: '' })],
  ])('%s is refused and leaves nothing', async (_name, webhook) => {
    expect(await receiveEvent(path.services, webhook())).toBe('bad-signature')
    expect(await stored('evt_bad')).toEqual([])
  })
  it('rightly signed but not an event is refused', async () => {
    expect(await receiveEvent(path.services, sign('{"id":"evt_x"}'))).toBe('bad-body')
    expect(await receiveEvent(path.services, sign('not json'))).toBe('bad-body')
    const nul = String.fromCharCode(0)
    for (const what of [
      { data: { object: { id: `cs_${nul}` } } },
      { type: `invoice.paid${nul}` },
      { api_version: nul },
    ])
      expect(await receiveEvent(path.services, strange('evt_nul', what))).toBe('bad-body')
  })
  it('within the tolerance is taken', async () => {
    expect(await receiveEvent(path.services, sign(event('evt_old'), now() - 290))).toBe('recorded')
  })
  it('that cannot be stored is not said to be', async () => {
    const pool = { query: () => Promise.reject(new Error('disk full')) }
    const services = {
      ...path.services,
      db: { ...path.services.db, pool: Object.assign(Object.create(path.services.db.pool), pool) },
    }
    expect(await receiveEvent(services, sign(event('evt_lost')))).toBe('not-stored')
  })
})
