import { randomUUID } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import { catalogState, draftNow, labDraft, saveDraftOf, send } from './catalog-by-hand'
import type { SentAction } from './catalog-by-hand'
import { newUnit, publishNow, setPrice } from './catalog-walk'
import type { Unit } from './catalog-walk'
import { expect, LONG, test } from './fixture'
import type { System } from './fixture'
import { as } from './staff-walk'

test.use({ signIn: true })
test.describe.configure({ timeout: 120_000 })

/** A unit that is public, kept as a second revision, and in a third wording as a draft. */
async function threeWordings(page: Page, system: System): Promise<Unit & { save: SentAction; kept: string }> {
  const unit = await newUnit(page, system)
  await saveDraftOf(page, system, unit, labDraft(unit.title))
  await publishNow(page)
  await page.goto(unit.home)
  await saveDraftOf(page, system, unit, labDraft(unit.title, { tagline: 'Kept to look at.' }))
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.waitForURL(/\/preview/)
  await page.goto(unit.home)
  const save = await saveDraftOf(page, system, unit, labDraft(unit.title, { tagline: 'Not public yet.' }))
  const [kept] = await system.rows<{ id: string }>(
    'SELECT id FROM course_revision WHERE course_id = $1 AND number = 2',
    [unit.courseId],
  )
  return { ...unit, save, kept: kept?.id ?? '' }
}

/** The same employee in a browser without scripts, whose pages hold every form as it can be sent by hand. */
async function withoutScripts(browser: Browser, page: Page): Promise<Page> {
  const storageState = await page.context().storageState()
  return (await browser.newContext({ javaScriptEnabled: false, storageState })).newPage()
}

type Form = { readonly path: string; readonly fields: Record<string, string> }

/** Every form of a page that does something, with its own hidden fields. */
async function formsOf(page: Page, system: System): Promise<Form[]> {
  const forms = await page
    .locator('main form')
    .evaluateAll((all) =>
      all
        .filter((form) => (form as HTMLFormElement).method === 'post')
        .map((form) =>
          Object.fromEntries(
            [...new FormData(form as HTMLFormElement)].map(([key, value]) => [key, String(value)]),
          ),
        ),
    )
  return forms.map((fields) => ({ path: page.url().slice(system.appUrl.length), fields }))
}

/** What a writer would type into them; each form takes what it knows. */
const typed = () => {
  const key = randomUUID().slice(0, 8)
  const unit = {
    kind: 'lab',
    title: `Intruder ${key}`,
    sku: `RU-LAB-${key.toUpperCase()}`,
    slug: `intruder-${key}`,
  }
  return {
    ...unit,
    at: '2031-06-01T10:00',
    zone: 'Europe/London',
    note: 'Because it can be.',
    amount: '7',
    direction: 'up',
  }
}

async function post(who: Page, system: System, { path, fields }: Form, changed: Record<string, string> = {}) {
  const answer = await who.request.post(system.appUrl + path, {
    multipart: { ...fields, ...changed },
    headers: { origin: system.appUrl },
    maxRedirects: 0,
  })
  return { status: answer.status(), location: answer.headers()['location'] ?? '' }
}

test(
  'finance, support and admin are refused on every page and by every action of the catalog; marketing by prices',
  LONG,
  async ({ browser, system }) => {
    const page = await as(browser, system, 'marketing-admin')
    const unit = await threeWordings(page, system)
    await setPrice(page, unit, '19')
    const later = await newUnit(page, system)
    await saveDraftOf(page, system, later, labDraft(later.title))
    await page.getByRole('button', { name: 'Check and publish' }).click()
    await page.getByLabel('Date and time').fill('2031-06-01T10:00')
    await page.getByRole('button', { name: 'Publish then' }).click()
    await page.waitForURL(/did=scheduled/)
    const plain = await withoutScripts(browser, page)
    const rooms = (home: string) => [
      ...[
        '',
        '/publish',
        '/preview',
        '/history',
        `/history/${unit.kept}`,
        '/selling',
        '/selling/duplicate',
        '/price',
      ].map((room) => home + room),
    ]
    const paths = [
      ...['/staff/catalog', '/staff/catalog/new', '/staff/catalog/transfer', '/staff/catalog/refund-policy'],
      ...rooms(`/staff/catalog/${unit.courseId}`),
      `/staff/catalog/${later.courseId}/history`,
    ]
    const before = await catalogState(system)
    const forms: Form[] = []
    for (const path of paths) {
      await plain.goto(system.appUrl + path)
      await expect(plain.getByRole('heading', { level: 1 })).not.toHaveText(/Your role|no such/)
      forms.push(...(await formsOf(plain, system)))
    }
    expect(await catalogState(system), 'looking at pages writes nothing').toEqual(before)
    await plain.goto(`${unit.home}/price`)
    await plain.getByLabel('New price, without tax').fill('7')
    await plain.getByRole('button', { name: 'See what it changes' }).click()
    await expect(plain.getByRole('button', { name: /^Charge .* from now on$/ })).toBeVisible()
    const prices = await formsOf(plain, system)
    expect(await catalogState(system), 'a proposal writes nothing').toEqual(before)

    for (const role of ['finance', 'support', 'admin'] as const) {
      const other = await as(browser, system, role)
      for (const path of paths) {
        const shown = await (await other.request.get(system.appUrl + path)).text()
        expect(shown, path).toContain('Your role does not open this page')
        expect(shown, path).not.toContain(unit.title)
      }
      for (const [path, status] of [
        [`/staff/catalog/${unit.courseId}/preview/card.png`, 404],
        ['/staff/catalog/transfer/file', 403],
      ] as const)
        expect((await other.request.get(system.appUrl + path)).status(), path).toBe(status)
      for (const form of [...forms, ...prices]) {
        const { status } = await post(other, system, form, typed())
        expect(status, `${role} ${form.path}`).toBeLessThan(400)
      }
      const saving = await send(other, unit.save)
      expect(saving.text).toContain('"outcome":"forbidden"')
      expect(await catalogState(system), role).toEqual(before)
      await other.context().close()
    }
    const marketing = await as(browser, system, 'marketing')
    for (const form of prices) await post(marketing, system, form, { amount: '7' })
    expect(await catalogState(system)).toEqual(before)
    const stranger = await browser.newContext()
    for (const form of forms) await post(await stranger.newPage(), system, form, typed())
    expect(await catalogState(system)).toEqual(before)

    // The very same forms do their work for whoever may: the checks above could have failed.
    const did: string[] = []
    for (const form of [...prices, ...forms.toReversed()]) {
      const was = await catalogState(system)
      const { status } = await post(page, system, form, typed())
      expect(status, form.path).toBeLessThan(400)
      if (JSON.stringify(await catalogState(system)) !== JSON.stringify(was))
        did.push(form.path.replace(/[0-9a-f-]{36}/g, ':id'))
    }
    expect([...new Set(did)].sort()).toEqual([
      '/staff/catalog',
      '/staff/catalog/:id/history',
      '/staff/catalog/:id/history/:id',
      '/staff/catalog/:id/preview',
      '/staff/catalog/:id/price',
      '/staff/catalog/:id/publish',
      '/staff/catalog/:id/selling',
      '/staff/catalog/:id/selling/duplicate',
      '/staff/catalog/new',
    ])
  },
)

test('a revision or a draft of one unit is nothing to another', async ({ browser, system }) => {
  const page = await as(browser, system, 'marketing')
  const theirs = await threeWordings(page, system)
  const ours = await threeWordings(page, system)
  const plain = await withoutScripts(browser, page)
  const before = await catalogState(system)
  for (const path of [
    `/history/${theirs.kept}`,
    `/history/${ours.kept}?with=${theirs.kept}`,
    `/history/${randomUUID()}`,
    '/history/x',
  ]) {
    const answer = await plain.goto(ours.home + path)
    expect(answer?.status(), path).toBe(404)
    await expect(plain.getByText(theirs.title)).toHaveCount(0)
  }
  await plain.goto(`${ours.home}/preview?revision=${theirs.kept}`)
  await expect(plain.getByText('revision 2')).toBeVisible()
  await expect(plain.getByText(theirs.title)).toHaveCount(0)

  const document = ours.courseId
  for (const room of [`/history/${theirs.kept}`, '/publish', '/preview']) {
    await plain.goto(theirs.home + room)
    const forms = await formsOf(plain, system)
    expect(forms.length, room).toBeGreaterThan(0)
    for (const form of forms) await post(page, system, form, { ...typed(), document })
  }
  const [, token = '', draft = ''] = theirs.save.args
  expect((await send(page, { ...ours.save, args: [document, token, draft] })).text).not.toContain('"saved"')
  expect(await catalogState(system)).toEqual(before)
})

test('too much text is refused by its size, before anything reads it', async ({
  browser,
  request,
  system,
}) => {
  const page = await as(browser, system, 'marketing')
  const unit = await newUnit(page, system)
  const save = await saveDraftOf(page, system, unit, labDraft(unit.title))
  const before = await catalogState(system)
  const [document = '', , draft = ''] = save.args
  const { token } = await draftNow(system, unit)
  const tried = (text: string) => send(page, { ...save, args: [document, token, text] })
  expect((await tried(`${draft}${' '.repeat(300_000)}`)).text).toContain('"outcome":"too-large"')
  expect((await tried(JSON.stringify({ title: 'x'.repeat(20_001) }))).text).toContain('"outcome":"malformed"')
  expect((await tried(JSON.stringify({ outcomes: Array(101).fill('x') }))).text).toContain(
    '"outcome":"malformed"',
  )
  for (const nonsense of ['{', '[]', 'null', '{"title":{}}', '{"faq":{"length":9}}'])
    expect((await tried(nonsense)).text, nonsense).toContain('"outcome":"malformed"')
  expect((await tried(' '.repeat(1_000_001))).status).toBe(413)
  expect(await catalogState(system)).toEqual(before)
  for (const path of ['/university/checkout', '/staff']) {
    const answer = await request.post(system.appUrl + path, {
      headers: { origin: system.appUrl, 'next-action': save.id, 'content-type': 'text/plain;charset=UTF-8' },
      data: `["${'x'.repeat(1_000_001)}"]`,
    })
    expect(answer.status(), path).toBe(413)
  }
})
