import { randomUUID } from 'node:crypto'
import { sell } from '../sold'
import type { Sale } from '../sold'
import { account, asking, COURSES, courses, entitlements, newKey } from './api-caller'
import { expectAsDocumented } from './contract'
import { expect, test } from './fixture'
import type { System } from './fixture'

const [CERT, LAB] = ['RU-CERT-DEVELOPER', 'RU-LAB-LOCKS']
const sold = ({ rows }: System, sale: Sale) => sell(rows, sale)

test('an account’s people with their courses, as documented, and unchanged the second time', async ({
  system,
}) => {
  const smid = account()
  const lena = await sold(system, { smid, sku: CERT })
  await sold(system, { smid, sku: LAB, learner: lena.learner, state: 'pending' })
  const tom = await sold(system, { smid, sku: CERT })
  await sold(system, { smid, sku: CERT, state: 'failed' })
  const get = asking(system, await newKey(system))
  const first = await get(courses(smid))
  const etag = first.headers.get('etag') ?? ''
  const text = await first.clone().text()
  const body = await entitlements(first)
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
  expect(body).toMatchObject({ smid, next: null })
  expect(body.learners.map(({ learner }) => learner)).toEqual([lena.learner, tom.learner].sort())
  const states = body.learners.flatMap((person) => person.courses.map(({ state }) => state)).sort()
  expect(states).toEqual(['active', 'active', 'pending'])
  expect(text).not.toMatch(/@|Lena|Rivera/)
  for (const given of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    const again = await get(courses(smid), { 'if-none-match': given })
    expect(again.status).toBe(304)
    await expectAsDocumented(COURSES, again)
  }
  await sold(system, { smid, sku: LAB, learner: tom.learner })
  const changed = await get(courses(smid), { 'if-none-match': etag })
  expect(changed.status).toBe(200)
  expect(changed.headers.get('etag')).not.toBe(etag)
})

test('money that went back: revoked, suspended, or still active, as documented', async ({ system }) => {
  const smid = account()
  const { learner } = await sold(system, { smid, sku: CERT, after: 'refunded' })
  await sold(system, { smid, sku: LAB, learner, after: 'disputed' })
  const kept = await sold(system, { smid, sku: CERT, after: 'partly-refunded' })
  const lost = await sold(system, { smid, sku: CERT, after: 'dispute-lost' })
  const other = await sold(system, { smid, sku: CERT, after: 'refunded' })
  await sold(system, { smid, sku: CERT, learner: other.learner })
  const { learners } = await entitlements(await asking(system, await newKey(system))(courses(smid)))
  const states = (id: string) =>
    learners.find((person) => person.learner === id)?.courses.map(({ sku, state }) => `${sku} ${state}`)
  expect(states(learner)?.sort()).toEqual([`${CERT} revoked`, `${LAB} suspended`])
  expect(states(kept.learner)).toEqual([`${CERT} active`])
  expect(states(lost.learner)).toEqual([`${CERT} revoked`])
  // A refund of one purchase never takes away what another paid for.
  expect(states(other.learner)).toEqual([`${CERT} active`])
})

test('pages lead through a whole account', async ({ system }) => {
  const smid = account()
  const people = []
  for (let n = 0; n < 5; n += 1) people.push((await sold(system, { smid, sku: CERT })).learner)
  const get = asking(system, await newKey(system))
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const answer = await get(courses(smid, `?limit=2${cursor && `&cursor=${cursor}`}`))
    const body = await entitlements(answer)
    seen.push(...body.learners.map(({ learner }) => learner))
    cursor = body.next
  }
  expect(seen).toEqual(people.sort())
})

test('nothing of another account, whichever way it is asked', async ({ system }) => {
  const [mine, theirs] = [account(), account()]
  const here = await sold(system, { smid: mine, sku: CERT })
  const there = await sold(system, { smid: theirs, sku: CERT })
  await sold(system, { smid: theirs, sku: LAB, learner: here.learner })
  const get = asking(system, await newKey(system))
  const whole = await get(courses(mine))
  expect(await whole.clone().text()).not.toContain(there.learner)
  expect((await entitlements(whole)).learners[0]?.courses).toHaveLength(1)
  const other = await entitlements(await get(courses(mine, `?learner=${there.learner}`)))
  expect(other).toEqual({ smid: mine, learners: [], next: null })
  const unknown = await entitlements(await get(courses(account())))
  expect(unknown.learners).toEqual([])
  // A cursor made for one account shows another only what is its own.
  const page = await entitlements(await get(courses(theirs, '?limit=1')))
  const moved = await get(courses(mine, `?cursor=${page.next}`))
  expect(moved.status).toBe(200)
  expect(await moved.text()).not.toContain(there.learner)
})

test('malformed, hostile and oversized addresses are told so', async ({ system }) => {
  const get = asking(system, await newKey(system))
  const smid = account()
  const paths = [
    courses('A%20B'),
    courses("x'%20OR%20'1'='1"),
    courses('%00'),
    courses('%2e%2e%2fcatalog'),
    courses('a'.repeat(65)),
    courses('a'.repeat(6_000)),
    courses(smid, '?learner=1'),
    courses(smid, `?learner=${randomUUID()}&learner=${randomUUID()}`),
    courses(smid, "?learner=';DROP%20TABLE%20purchase;--"),
    ...['0', '-1', '1001', '1e2', '', '99999999999999999999'].map((limit) =>
      courses(smid, `?limit=${limit}`),
    ),
    courses(smid, '?limit=1&limit=2'),
    courses(smid, `?cursor=${'A'.repeat(42)}`),
    courses(smid, `?cursor=${'A'.repeat(5_000)}`),
  ]
  for (const path of paths) {
    const answer = await get(path)
    expect(answer.status, path.slice(0, 80)).toBe(400)
    expect(await answer.clone().text()).not.toMatch(/DROP|OR '1'|AAAA|aaaa/)
    await expectAsDocumented(COURSES, answer)
  }
})
