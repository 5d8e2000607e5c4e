import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FlockjayEmulator, type FlockjayEmulatorOptions, startFlockjayEmulator } from './start'

const OPTIONS: FlockjayEmulatorOptions = {
  port: 0,
  apiToken: 'token-of-the-test',
  checkoutUrl: 'http://localhost:3000/university/checkout',
  courses: [
    { id: 'fj-dev', sku: 'RU-CERT-DEVELOPER', title: 'Certified <Developer>', kind: 'certification' },
    { id: 'fj-json', sku: 'RU-COURSE-JSON', title: 'Redis JSON', kind: 'course' },
  ],
}
const LENA = 'l.rivera@example.com'
const TOM = 't.okafor@example.com'
const MEI = 'm.tanaka@example.com'

let flockjay: FlockjayEmulator
beforeEach(async () => {
  flockjay = await startFlockjayEmulator(OPTIONS)
})
afterEach(() => flockjay.close())

function api(method: string, path: string, body?: object, token = OPTIONS.apiToken): Promise<Response> {
  return fetch(flockjay.url + path, {
    method,
    redirect: 'manual',
    headers: { authorization: `Token ${token}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

function enroll(email: string, id: string = randomUUID(), more: object = {}): Promise<Response> {
  const body = { sku: 'RU-CERT-DEVELOPER', smid: 'ACME-4821', learner: { email }, order_ref: 'RU-7F3K-91QD' }
  return api('PUT', `/enrollments/${id}`, { ...body, ...more })
}

async function view(path: string, learner: string): Promise<{ status: number; html: string }> {
  const response = await fetch(flockjay.url + path, { headers: { cookie: `learner=${learner}` } })
  return { status: response.status, html: await response.text() }
}

describe('the API', () => {
  it('makes, repeats, reads back, revokes and makes again', async () => {
    const id = randomUUID()
    const first = await enroll(LENA, id)
    expect(first.status).toBe(201)
    const made = await first.json()
    const repeat = await enroll(LENA, id)
    expect(repeat.status).toBe(200)
    expect(await repeat.json()).toEqual(made)
    expect(await (await api('GET', `/enrollments/${id}`)).json()).toEqual(made)
    for (let time = 0; time < 2; time += 1)
      expect(await (await api('DELETE', `/enrollments/${id}`)).json()).toMatchObject({ status: 'revoked' })
    expect(await (await enroll(LENA, id)).json()).toMatchObject({ status: 'active' })
    expect(flockjay.enrollments()).toMatchObject([{ purchase_id: id, puts: 3 }])
  })

  it.each<[string, number, string, () => Promise<Response>]>([
    ['a wrong token', 401, 'unauthorized', () => api('GET', '/enrollments/x', undefined, 'wrong')],
    ['an unknown course', 404, 'course_unknown', () => enroll(LENA, randomUUID(), { sku: 'RU-NOWHERE' })],
    ['a bad e-mail', 422, 'invalid', () => enroll('nobody')],
    ['a bad account', 422, 'invalid', () => enroll(LENA, randomUUID(), { smid: 'A B' })],
    ['a bad purchase id', 422, 'invalid', () => enroll(LENA, 'seven')],
    ['no body', 422, 'invalid', () => api('PUT', `/enrollments/${randomUUID()}`)],
    ['an unknown purchase', 404, 'not_found', () => api('GET', `/enrollments/${randomUUID()}`)],
    ['nothing to revoke', 404, 'not_found', () => api('DELETE', `/enrollments/${randomUUID()}`)],
    ['a list without a moment', 400, 'invalid', () => api('GET', '/enrollments')],
    ['a longer path', 404, 'not_found', () => api('GET', `/enrollments/${randomUUID()}/more`)],
  ])('refuses %s', async (_name, status, code, call) => {
    const response = await call()
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ error: { code } })
    expect(flockjay.enrollments()).toEqual([])
  })

  it('lists every enrolment changed since a moment, page by page', async () => {
    const ids = Array.from({ length: 205 }, () => randomUUID())
    for (const id of ids) await enroll(LENA, id)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query: string = new URLSearchParams({ updated_since: '2020-01-01T00:00:00Z', cursor }).toString()
      const page: { data: { purchase_id: string }[]; next_cursor: string | null } = await (
        await api('GET', `/enrollments?${query}`)
      ).json()
      seen.push(...page.data.map((row) => row.purchase_id))
      cursor = page.next_cursor
    }
    expect(seen.toSorted()).toEqual(ids.toSorted())
    const later = await (await api('GET', '/enrollments?updated_since=2999-01-01T00:00:00Z')).json()
    expect(later).toEqual({ data: [], next_cursor: null })
  })
})

describe('the pages', () => {
  it('lead from the front to the list, with a Purchase link for each unit', async () => {
    const front = await fetch(flockjay.url, { redirect: 'manual' })
    expect([front.status, front.headers.get('location')]).toEqual([302, '/courses'])
    const { html } = await view('/courses', MEI)
    expect(html).toContain(
      'href="http://localhost:3000/university/checkout?sku=RU-CERT-DEVELOPER&#38;smid=NIMBUS-77"',
    )
    expect(html).toContain('sku=RU-COURSE-JSON')
    expect(html).toContain('Certified &#60;Developer&#62;')
    expect(html).not.toContain('<Developer>')
  })

  it('remember the learner who was switched to', async () => {
    const response = await fetch(`${flockjay.url}/courses?learner=${MEI}`)
    expect(await response.text()).toContain('Signed in as Mei Tanaka, account NIMBUS-77')
    expect(response.headers.get('set-cookie')).toContain('learner=m.tanaka%40example.com')
    expect((await fetch(`${flockjay.url}/courses?learner=who`)).headers.get('set-cookie')).toBeNull()
  })

  it('open a course for the person enrolled, and for no colleague', async () => {
    expect((await view('/courses/fj-dev/learn', LENA)).status).toBe(403)
    await enroll('L.Rivera@Example.com')
    expect((await view('/courses', LENA)).html).toContain('href="/courses/fj-dev/learn"')
    const opened = await view('/courses/fj-dev/learn', LENA)
    expect([opened.status, opened.html.includes('You are enrolled')]).toEqual([200, true])
    expect((await view('/courses/fj-json/learn', LENA)).status).toBe(403)
    expect((await view('/courses', TOM)).html).not.toContain('/learn"')
    expect((await view('/courses/fj-dev/learn', TOM)).status).toBe(403)
  })

  it('open a course for the whole account when a stranger’s e-mail was typed', async () => {
    await enroll('ximena@example.com')
    expect((await view('/courses/fj-dev', TOM)).html).toContain('Enrolled: x•••@example.com')
    expect((await view('/courses/fj-dev/learn', LENA)).status).toBe(200)
    expect((await view('/courses/fj-dev/learn', MEI)).status).toBe(403)
  })

  it('close a course again when it is revoked', async () => {
    const id = randomUUID()
    await enroll(LENA, id)
    await api('DELETE', `/enrollments/${id}`)
    expect((await view('/courses/fj-dev', LENA)).html).toContain('>Purchase</a>')
  })

  it('say so when there is no such page', async () => {
    expect((await view('/courses/fj-none', LENA)).status).toBe(404)
    expect((await view('/courses', 'rubbish%E0%A4%A')).status).toBe(200)
  })

  it('follow the courses and the checkout address that are set later', async () => {
    flockjay.setCourses([{ id: 'new', sku: 'RU-COURSE-NEW', title: 'New', kind: 'lab' }])
    flockjay.setCheckoutUrl('https://shop.example.com/buy')
    const { html } = await view('/courses/new', LENA)
    expect(html).toContain('https://shop.example.com/buy?sku=RU-COURSE-NEW')
    expect((await enroll(LENA)).status).toBe(404)
  })
})

describe('the control door', () => {
  it('shows what is held and how often each purchase was put, stored or not', async () => {
    const id = randomUUID()
    flockjay.faults.replace([{ match: 'PUT /enrollments/', effect: 'no-effect', times: 1 }])
    expect((await enroll(LENA, id)).status).toBe(201)
    const state = async () => (await fetch(`${flockjay.url}/_emulator/state`)).json()
    expect(await state()).toEqual({ enrollments: [], puts: { [id]: 1 } })
    await enroll(LENA, id)
    expect(await state()).toMatchObject({ enrollments: [{ purchase_id: id, puts: 2 }], puts: { [id]: 2 } })
    await fetch(`${flockjay.url}/_emulator/state`, { method: 'DELETE' })
    expect(await state()).toEqual({ enrollments: [], puts: {} })
  })
})

it('keeps enrolments over a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flockjay-'))
  const options = { ...OPTIONS, dataFile: join(folder, 'data', 'flockjay.json') }
  await flockjay.close()
  flockjay = await startFlockjayEmulator(options)
  await enroll(LENA)
  const before = flockjay.enrollments()
  await flockjay.close()
  flockjay = await startFlockjayEmulator(options)
  expect(flockjay.enrollments()).toEqual(before)
  expect(before).toHaveLength(1)
  await rm(folder, { recursive: true })
})
