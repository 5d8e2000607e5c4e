import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { newKey } from './api-caller'
import { draftNow, labDraft, saveDraftOf } from './catalog-by-hand'
import { newUnit, rich, saved } from './catalog-walk'
import { expect, test } from './fixture'
import type { System } from './fixture'
import { inspect, picture } from './inspect'
import {
  FROM_AN_ATTACKER,
  FROM_AN_ATTACKER_MARKDOWN,
  FROM_GOOGLE_DOCS,
  FROM_GOOGLE_DOCS_MARKDOWN,
  FROM_WORD,
  FROM_WORD_MARKDOWN,
} from './pasted-documents'
import { as } from './staff-walk'

test.use({ signIn: true })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

const TINY = '</script>'
const SHORT = '<img src=x onerror=hurt=1>'
const LONG = '</script><script>hurt=2</script><img src=x onerror=hurt=3>'
const RICH = `${LONG} [script](javascript:hurt=4) [split](java\tscript:hurt=5) ![x](x "onerror=hurt=6") <svg onload=hurt=7>`

/** Notes what a page runs or is kept from running: both are ours to have prevented. */
function watch(page: Page): string[] {
  const noticed: string[] = []
  page.on('dialog', (dialog) => {
    // What was kept from being saved on purpose may go.
    if (dialog.type() !== 'beforeunload') noticed.push(dialog.message())
    void dialog.accept()
  })
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) noticed.push(message.text())
  })
  page.on('pageerror', ({ message }) => noticed.push(message))
  return noticed
}

async function expectUnhurt(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    expect(await frame.evaluate(() => 'hurt' in window), frame.url()).toBe(false)
    expect(await frame.locator('img[src=x], [onerror], [onload], [href^="javascript:" i]').count()).toBe(0)
  }
}

/** An image that is kept, as the editor sends it. */
async function imageOf(page: Page, system: System) {
  const buffer = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#d52d1f' } })
    .png()
    .toBuffer()
  const answer = await page.request.post(`${system.appUrl}/staff/catalog/images`, {
    headers: { origin: system.appUrl },
    multipart: { image: { name: '../../x.png', mimeType: 'image/png', buffer } },
  })
  expect(answer.status()).toBe(201)
  return (await answer.json()) as { id: string; width: number; height: number }
}

test('script in every text of a unit is words: for writers, in previews, in public, for machines', async ({
  browser,
  system,
}) => {
  const page = await as(browser, system, 'marketing-admin')
  const noticed = watch(page)
  const unit = await newUnit(page, system, { title: `${SHORT} ${randomUUID().slice(0, 8)}` })
  await saveDraftOf(page, system, unit, {
    ...labDraft(LONG, {
      tagline: LONG,
      description: LONG,
      lengthLabel: SHORT,
      format: SHORT,
      language: SHORT,
      image: { ...(await imageOf(page, system)), alt: LONG },
      included: [LONG, `"${LONG}`],
      about: RICH,
      outcomes: [LONG, `'${LONG}`, `&quot;${LONG}`],
      syllabus: [TINY, '<!--'].map((measure) => ({ title: LONG, detail: LONG, measure })),
      prerequisites: { text: RICH, courses: [] },
      certificate: RICH,
      faq: [RICH, LONG].map((answer) => ({ question: LONG, answer })),
    }),
  })
  await expect(page.getByLabel('Title', { exact: true })).toHaveValue(LONG)
  await expectUnhurt(page)
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1, name: LONG })).toBeVisible()
  await expectUnhurt(page)
  const link = await page.getByLabel('Preview link').inputValue()
  await page.goto(unit.home)
  await page.getByRole('button', { name: 'Check and publish' }).click()
  await expect(page.getByRole('img', { name: /picture shown with a shared link/ })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'In search results' })).toBeVisible()
  await expectUnhurt(page)
  await picture(page, 'attack-publish')
  await page.getByRole('button', { name: 'Publish now' }).click()
  await page.waitForURL(/did=published/)
  const [revision] = await system.rows<{ id: string }>(
    'SELECT published_revision_id AS id FROM course WHERE id = $1',
    [unit.courseId],
  )
  for (const path of ['/history', `/history/${revision?.id}`, '/selling', '/selling/duplicate', '/price']) {
    await page.goto(unit.home + path)
    await expect(page.getByText(LONG).first()).toBeVisible()
    await expectUnhurt(page)
  }
  await page.goto(`${system.appUrl}/staff/catalog?search=${encodeURIComponent(LONG)}`)
  await expect(page.getByRole('link', { name: LONG })).toBeVisible()
  await expectUnhurt(page)

  const stranger = await (await browser.newContext()).newPage()
  const seen = watch(stranger)
  for (const address of [link, `${system.appUrl}/university/courses/${unit.slug}`]) {
    await stranger.goto(address)
    await expect(stranger.getByRole('heading', { level: 1, name: LONG })).toBeVisible()
    await expect(stranger.getByRole('img', { name: LONG })).toBeVisible()
    await expectUnhurt(stranger)
  }
  await picture(stranger, 'attack-public')
  const data = await stranger.locator('script[type="application/ld+json"]').allTextContents()
  expect(data.map((json) => JSON.parse(json) as unknown)).toContainEqual(
    expect.objectContaining({ description: LONG }),
  )
  const shared = await stranger.locator('meta[property="og:image"]').getAttribute('content')
  for (const card of [shared ?? '', `${link}/card.png`]) {
    const drawn = await stranger.request.get(card)
    expect([drawn.status(), drawn.headers()['content-type']]).toEqual([200, 'image/png'])
  }
  await expect
    .poll(async () => (await stranger.goto(`${system.appUrl}/university`))?.text())
    .toContain(unit.slug)
  await expect(stranger.getByRole('link', { name: LONG })).toBeVisible()
  await expectUnhurt(stranger)
  const feed = await stranger.request.get(`${system.appUrl}/api/v1/catalog`, {
    headers: { authorization: `Bearer ${await newKey(system, ['catalog'])}` },
  })
  expect(feed.headers()['content-type']).toContain('application/json')
  expect(JSON.stringify(await feed.json())).toContain(JSON.stringify(LONG).slice(1, -1))
  expect([...noticed, ...seen]).toEqual([])
})

/** Pastes what another program has put on the clipboard. */
async function paste(page: Page, label: string, html: string): Promise<void> {
  await rich(page, label).click()
  await rich(page, label).evaluate((field, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', text)
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, html)
}

test('what is pasted from Word, Google Docs and a hostile page is words with few marks; links lead where they may', async ({
  browser,
  system,
}) => {
  const page = await as(browser, system, 'marketing')
  const noticed = watch(page)
  const unit = await newUnit(page, system)
  await paste(page, 'About (optional)', FROM_WORD)
  await paste(page, 'Certificate', FROM_GOOGLE_DOCS)
  await paste(page, 'What one should know before', FROM_AN_ATTACKER)
  await expect
    .poll(() => draftNow(system, unit).then(({ content }) => content))
    .toMatchObject({
      about: FROM_WORD_MARKDOWN,
      certificate: FROM_GOOGLE_DOCS_MARKDOWN,
      prerequisites: { text: FROM_AN_ATTACKER_MARKDOWN },
    })
  await expectUnhurt(page)
  await picture(page, 'attack-pasted')

  const answer = page.getByRole('group', { name: 'Questions' }).getByRole('button', { name: /^Add/ })
  await answer.click()
  const tools = page.getByRole('toolbar', { name: 'Format: Answer' })
  const field = rich(page, 'Answer')
  await field.pressSequentially('Read the docs')
  await page.keyboard.press('Control+Shift+ArrowLeft')
  await tools.getByRole('button', { name: 'Link' }).click()
  const address = page.getByRole('group', { name: 'Link', exact: true }).getByLabel('Address')
  for (const bad of [
    'javascript:hurt=1',
    'data:text/html,x',
    '//evil.example',
    'http://plain.example',
    '/a b',
    '',
  ]) {
    await address.fill(bad)
    await page.getByRole('button', { name: 'Set link' }).click()
    await expect(page.getByRole('alert').filter({ hasText: /ddress/ })).toBeVisible()
    await expect(address).toBeFocused()
  }
  await inspect(page, 'attack-link')
  await address.fill('https://redis.io/docs')
  await page.keyboard.press('Enter')
  await expect(field).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type(', then come back: ')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('/university')
  await page.keyboard.press('Enter')
  await page.keyboard.type(' waits.')
  await expect
    .poll(() => draftNow(system, unit).then(({ content }) => content))
    .toMatchObject({
      faq: [
        {
          answer: 'Read the [docs](https://redis.io/docs), then come back: [/university](/university) waits.',
        },
      ],
    })
  expect(noticed).toEqual([])
})

test('an announcement leads nowhere but to https or into this site, and its words are words', async ({
  browser,
  system,
}) => {
  const page = await as(browser, system, 'marketing')
  const noticed = watch(page)
  const home = `${system.appUrl}/staff/catalog/catalog`
  await page.goto(home)
  await page.getByRole('group', { name: 'Announcement' }).getByLabel('Text', { exact: true }).fill(LONG)
  await page.getByLabel('Words of the link').fill(SHORT)
  for (const bad of [
    'javascript:hurt=1',
    'JaVaScRiPt:hurt=1',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
  ]) {
    await page.getByLabel('Where it leads').fill(bad)
    await saved(page)
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await expect(
      page.getByRole('link', { name: /must begin with https:\/\/ or, on this site, with \// }),
      bad,
    ).toBeVisible()
  }
  await page.getByRole('button', { name: 'Preview' }).click()
  const shown = page.frameLocator('iframe')
  await expect(shown.getByRole('complementary', { name: 'Announcement' }).getByText(LONG)).toBeVisible()
  await expect(shown.locator('a[href*="script:" i], a[href*="evil"]')).toHaveCount(0)
  await expectUnhurt(page)
  await page.goto(`${home}/publish`)
  await expect(page.getByRole('button', { name: 'Publish now' })).toHaveCount(0)
  await page.goto(home)
  await page.getByText('Discard draft…').click()
  await page.getByRole('button', { name: 'Discard the draft' }).click()
  await page.waitForURL(/did=discarded/)
  expect(noticed).toEqual([])
})
