import type { APIRequestContext, Page } from '@playwright/test'
import { expect } from './fixture'
import type { System } from './fixture'
import { mapFlockjay, publishNow, putOnSale, setPrice, uniqueTitle } from './catalog-walk'
import type { Unit } from './catalog-walk'

/** What is public changes for everybody in these journeys: they have a system of their own, with a second account. */
export const OWN_SYSTEM = {
  STRIPE_ACCOUNTS: 'il',
  STRIPE_IL_SECRET_KEY: 'sk_test_israel',
  STRIPE_IL_WEBHOOK_SECRET: 'whsec_israel',
  STRIPE_IL_COUNTRIES: 'IL',
}

/** A copy of a unit of the seed, with its words but nothing public; the page is left at its form. */
export async function duplicated(page: Page, system: System, of = 'RU-LAB-LOCKS'): Promise<Unit> {
  const [original] = await system.rows<{ id: string }>('SELECT id FROM course WHERE sku = $1', [of])
  await page.goto(`${system.appUrl}/staff/catalog/${original?.id}/selling`)
  await page.getByRole('link', { name: 'Duplicate it' }).click()
  const title = uniqueTitle()
  const mark = title.split(' ').at(-1) ?? ''
  const [sku, slug] = [`${of.split('-').slice(0, 2).join('-')}-${mark.toUpperCase()}`, `unit-${mark}`]
  await page.getByLabel('Title', { exact: true }).fill(title)
  await page.getByLabel('SKU', { exact: true }).fill(sku)
  await page.getByLabel('Address', { exact: true }).fill(slug)
  await page.getByRole('button', { name: 'Duplicate it' }).click()
  await page.waitForURL(/\/staff\/catalog\/[0-9a-f-]{36}\?did=unit-created$/)
  const courseId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  return { courseId, title, sku, slug, home: `${system.appUrl}/staff/catalog/${courseId}` }
}

/** The copy, published and on sale at this price; `page` is a marketing admin's. */
export async function soldCopy(page: Page, system: System, amount: string): Promise<Unit> {
  const unit = await duplicated(page, system)
  await publishNow(page)
  await mapFlockjay(page, system, unit)
  await setPrice(page, unit, amount)
  await putOnSale(page, unit)
  return unit
}

/** On the page that says what changes. */
export async function now(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Publish now' }).click()
  await expect(page.getByText('It is published.')).toBeVisible()
}

/** What a page says is wrong, or asks to look at. Next's own alert only says a page's title. */
export const alert = (page: Page) =>
  page.locator('[role=alert]:not(#__next-route-announcer__)').filter({ hasText: /\S/ })

/** Gives a unit's page another title and goes on to the page that says what changes. */
export async function retitle(page: Page, unit: Unit, title: string): Promise<void> {
  await page.goto(unit.home)
  await page.getByLabel('Title', { exact: true }).fill(title)
  await page.getByRole('button', { name: 'Check and publish' }).click()
  await page.waitForURL(/\/publish$/)
}

/** Has the draft go public at a time on some clock. */
export async function publishThen(page: Page, at: string, zone = 'Europe/London'): Promise<void> {
  await page.getByLabel('Date and time').fill(at)
  await page.getByLabel('On the clocks of').selectOption(zone)
  await page.getByRole('button', { name: 'Publish then' }).click()
}

/** The time of what is scheduled comes now. */
export async function timeComes(system: System, { courseId }: Unit): Promise<void> {
  await system.rows('ALTER TABLE publication DISABLE TRIGGER kept')
  await system.rows(
    "UPDATE publication SET due_at = now() - interval '1 second' WHERE state = 'scheduled' AND course_id = $1",
    [courseId],
  )
  await system.rows('ALTER TABLE publication ENABLE TRIGGER kept')
  await system.rows(
    `UPDATE pgboss.job j SET start_after = now() FROM publication p
     WHERE j.name = 'publication' AND j.data->>'publicationId' = p.id::text AND p.course_id = $1`,
    [courseId],
  )
}

/** The night on which London's clocks go from 1 to 2: "2027-03-28". */
export function shortNight(): string {
  const year = new Date().getUTCFullYear() + 1
  return `${year}-03-${31 - new Date(Date.UTC(year, 2, 31)).getUTCDay()}`
}

/** What a public page says, without its data for scripts. */
export async function wordsOf(request: APIRequestContext, address: string): Promise<string> {
  const html = await (await request.get(address)).text()
  return html.replaceAll(/<script[\s\S]*?<\/script>/g, '').replaceAll(/<[^>]+>/g, ' ')
}

/** What is public is on a page within ten seconds. */
export async function shows(request: APIRequestContext, address: string, words: string): Promise<void> {
  await expect.poll(() => wordsOf(request, address), { timeout: 10_000 }).toContain(words)
}

/** The first step of a price: what it is to be. */
export async function propose(
  page: Page,
  unit: Unit,
  amount: string,
  { account = 'default', currency = 'USD' } = {},
): Promise<void> {
  await page.goto(`${unit.home}/price?account=${account}`)
  await page.getByLabel('Currency').selectOption(currency)
  await page.getByLabel('New price, without tax').fill(amount)
  await page.getByRole('button', { name: 'See what it changes' }).click()
  await expect(page.getByRole('button', { name: CHARGE })).toBeVisible()
}

const CHARGE = /^Charge .* from now on$/

/** The second step: it is charged. */
export async function charge(page: Page): Promise<void> {
  await page.getByRole('button', { name: CHARGE }).click()
}
