import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { createPreviewSeal } from '@/lib/catalog/preview/preview-seal'
import { revisionIdSchema } from '@/lib/ids'
import {
  fillLab,
  mapFlockjay,
  newUnit,
  publishNow,
  putOnSale,
  rail,
  rich,
  rows,
  saved,
  setPrice,
} from './catalog-walk'
import { expect, test } from './fixture'
import { inspect, picture } from './inspect'
import { as, buy } from './staff-walk'
import { books } from './walk'

test.use({ signIn: true })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

const ALT = 'Two readers share one stream.'
/** 49 dollars, in New York. */
const LEDGER = {
  sales: '-4900',
  stripe_balance: '5150',
  stripe_clearing: '0',
  stripe_fees: '185',
  tax_payable: '-435',
}

test('a lab from nothing to sold', async ({ browser, page: buyer, system }) => {
  const page = await as(browser, system, 'marketing-admin')
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))

  await page.goto(`${system.appUrl}/staff/catalog`)
  await inspect(page, 'catalog-list')
  await page.getByRole('link', { name: 'New unit' }).click()
  await page.getByRole('button', { name: 'Create and write its page' }).click()
  await expect(page.getByRole('alert').getByRole('link')).toHaveCount(4)
  await expect(page).toHaveTitle(/^Error: /)
  await inspect(page, 'catalog-new-empty')

  const unit = await newUnit(page, system)
  expect(unit.sku).toMatch(/^RU-LAB-STREAMS-WITHOUT-LOSS-/)
  expect(unit.slug).toMatch(/^streams-without-loss-/)
  await expect(page.getByText('Nobody but you and your colleagues sees it')).toBeVisible()
  await expect(rail(page).getByText('Everything is saved.')).toBeVisible()
  await rail(page).getByRole('button', { name: 'Check', exact: true }).click()
  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(summary).toBeFocused()
  await expect(page).toHaveTitle(/^Error: /)
  await inspect(page, 'catalog-form-empty')
  await summary.getByRole('link', { name: 'Enter the outcome in one line' }).click()
  await expect(page.getByLabel('Outcome in one line', { exact: true })).toBeFocused()
  await summary.getByRole('link', { name: 'Add at least 2 ticks' }).click()
  await expect(rows(page, 'What it includes')).toBeFocused()

  await fillLab(page)
  const about = rich(page, 'About (optional)')
  await about.focus()
  await page.keyboard.type('Streams keep ')
  await page.keyboard.press('Control+B')
  await page.keyboard.type('order')
  await page.keyboard.press('Control+B')
  await page.keyboard.type('.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Shift+8')
  await page.keyboard.type('readers')
  await page.keyboard.press('Enter')
  await page.keyboard.type('groups')
  const png = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#091a23' } })
    .png()
    .toBuffer()
  await page
    .getByLabel('Choose an image')
    .setInputFiles({ name: 'streams.png', mimeType: 'image/png', buffer: png })
  await expect(page.getByLabel('What the image shows')).toBeVisible()
  await saved(page)
  await rail(page).getByRole('button', { name: 'Check and publish' }).click()
  await summary.getByRole('link', { name: 'Describe the image for people who cannot see it' }).click()
  await page.keyboard.type(ALT)
  await saved(page)
  await rail(page).getByRole('button', { name: 'Check', exact: true }).click()
  await expect(page.getByText('Nothing is missing: it can be published.')).toBeVisible()
  await expect(summary).toHaveCount(0)
  await inspect(page, 'catalog-form')
  const [draft] = await system.rows<{ about: string }>(
    `SELECT content->>'about' AS about FROM document_draft WHERE course_id = $1`,
    [unit.courseId],
  )
  expect(draft?.about).toBe('Streams keep **order**.\n\n- readers\n- groups')

  await page.goto(`${unit.home}/selling`)
  await expect(page.getByText('Its page was never published.')).toBeVisible()
  await expect(page.getByText('It has no price.')).toBeVisible()
  await expect(page.getByText('We do not know which course of Flockjay it opens.')).toBeVisible()
  await page.getByLabel('Course id in Flockjay').fill('no-such-course')
  await page.getByRole('button', { name: 'Check and keep' }).click()
  await expect(page.getByLabel('Course id in Flockjay')).toHaveAttribute('aria-invalid', 'true')
  await inspect(page, 'catalog-selling-new')
  const flockjayId = await mapFlockjay(page, system, unit)
  await setPrice(page, unit, '49')
  await page.goto(unit.home)
  await rail(page).getByRole('button', { name: 'Check and publish' }).click()
  await page.waitForURL(/\/publish$/)
  await expect(page.getByRole('heading', { name: 'In search results' })).toBeVisible()
  await expect(page.getByText('Better:').first()).toBeVisible()
  await inspect(page, 'catalog-publish')
  await page.getByRole('button', { name: 'Publish now' }).click()
  await expect(page.getByText('It is published.')).toBeVisible()
  await putOnSale(page, unit)

  const course = `${system.appUrl}/university/courses/${unit.slug}`
  await buyer.goto(`${system.appUrl}/university`)
  const card = buyer.getByRole('listitem').filter({ hasText: unit.title })
  await expect.poll(() => buyer.reload().then(() => card.count())).toBe(1)
  await expect(card).toContainText('$49')
  await buyer.goto(course)
  await expect(buyer.getByRole('heading', { level: 1 })).toHaveText(unit.title)
  await expect(buyer.getByRole('img', { name: ALT })).toBeVisible()
  await expect(buyer.getByRole('strong').filter({ hasText: 'order' })).toBeVisible()
  await inspect(buyer, 'catalog-course-page')

  const bought = await buy(buyer, system, unit.sku)
  await expect(buyer.getByRole('heading', { level: 1 })).toHaveText('You’re in.', { timeout: 20_000 })
  await expect(buyer.getByText(unit.title).first()).toBeVisible()
  const { purchases, ledger } = await books(system, bought)
  expect(purchases).toMatchObject([{ state: 'paid', total: '5335' }])
  expect(ledger).toEqual(LEDGER)
  expect(system.flockjay.enrollments().filter(({ smid }) => smid === bought.smid)).toMatchObject([
    { sku: unit.sku, status: 'active', purchase_id: bought.id },
  ])
  await buyer.getByRole('link', { name: 'Open in Redis University' }).click()
  await expect(buyer).toHaveURL(`${system.flockjay.url}/courses/${flockjayId}`)
  expect(refused, 'what the pages’ policy refused').toEqual([])
})

const PREVIEW_KEYS = ['cache-control', 'x-robots-tag'] as const

test('a change is previewed by a link, published, and undone', async ({
  browser,
  page: stranger,
  system,
}) => {
  const page = await as(browser, system, 'marketing')
  const unit = await newUnit(page, system)
  const tagline = page.getByLabel('Outcome in one line', { exact: true })
  await tagline.fill('Only half written.')
  await rail(page).getByRole('button', { name: 'Preview' }).click()
  await expect(page).toHaveURL(`${unit.home}/preview`)
  const frame = page.getByTitle('Preview on a desktop’s screen').contentFrame()
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText(unit.title)
  await expect(frame.getByText('Only half written.')).toBeVisible()
  await inspect(page, 'catalog-preview')
  await page.getByRole('button', { name: 'Phone 390' }).click()
  await expect(
    page.getByTitle('Preview on a phone’s screen').contentFrame().getByText('Only half written.'),
  ).toBeVisible()
  const link = await page.getByLabel('Preview link').inputValue()
  const answer = await stranger.goto(link)
  const headers = answer?.headers() ?? {}
  expect(PREVIEW_KEYS.map((name) => headers[name])).toEqual([
    expect.stringContaining('no-store'),
    expect.stringContaining('noindex'),
  ])
  await expect(stranger.locator('meta[name="robots"]')).toHaveAttribute('content', /noindex/)
  await expect(stranger.getByText(/^Preview of revision 1 by .*not public/)).toBeVisible()
  await stranger.getByText(/things are not ready/).click()
  await inspect(stranger, 'preview-incomplete')
  await expectNoPreview(stranger, `${link.slice(0, -4)}AAAA`)
  const seal = createPreviewSeal(system.secret)
  const [kept] = await system.rows<{ id: string }>('SELECT id FROM course_revision WHERE course_id = $1', [
    unit.courseId,
  ])
  const revision = revisionIdSchema.parse(kept?.id)
  const until = async (ms: number) =>
    `${system.appUrl}/university/preview/${await seal.seal({ of: unit.courseId, revision, until: Date.now() + ms })}`
  await stranger.goto(await until(60_000))
  await expect(stranger.getByText('Only half written.')).toBeVisible()
  await expectNoPreview(stranger, await until(-1))
  await inspect(stranger, 'preview-not-valid')

  await page.goto(unit.home)
  await fillLab(page)
  await publishNow(page)
  const course = `${system.appUrl}/university/courses/${unit.slug}`
  const shown = (words: string) =>
    expect
      .poll(() => stranger.goto(course).then(() => stranger.getByText(words, { exact: true }).count()))
      .toBeGreaterThan(0)
  await shown('Read a stream so that nothing is lost.')
  await tagline.fill('Read a stream so that nothing is read twice.')
  await saved(page)
  await rail(page).getByRole('button', { name: 'Check and publish' }).click()
  await expect(page.locator('del')).toContainText('lost')
  await expect(page.locator('ins')).toContainText('read twice')
  await page.getByRole('button', { name: 'Publish now' }).click()
  await expect(page.getByText('It is published.')).toBeVisible()
  await shown('Read a stream so that nothing is read twice.')

  await page.getByRole('link', { name: 'History' }).click()
  await expect(page.getByRole('row')).toHaveCount(4)
  await expect(page.getByText('Published, and public now')).toHaveCount(1)
  await inspect(page, 'catalog-history')
  await page.getByRole('link', { name: 'What changed with revision 3' }).click()
  await expect(page.getByText('It differs from revision 2 in one place.')).toBeVisible()
  await expect(page.locator('ins')).toContainText('read twice')
  await inspect(page, 'catalog-history-diff')
  await page.goBack()
  await page.getByRole('link', { name: 'What changed with revision 2' }).click()
  await page.getByText('Publish this again…').click()
  await picture(page, 'catalog-restore')
  await page.getByRole('button', { name: 'Publish revision 2' }).click()
  await expect(page.getByText('It is public again.')).toBeVisible()
  await shown('Read a stream so that nothing is lost.')
  const audit = await system.rows<{ action: string }>(
    'SELECT action FROM audit WHERE subject_id = $1 ORDER BY at, id',
    [unit.courseId],
  )
  expect(audit.map(({ action }) => action)).toEqual([
    'unit.create',
    'catalog.freeze',
    'catalog.publish',
    'catalog.publish',
    'catalog.restore',
  ])
})

async function expectNoPreview(page: Page, address: string): Promise<void> {
  const answer = await page.goto(address)
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This preview link is not valid any more')
}
