import type { Locator, Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { expect } from './fixture'
import type { System } from './fixture'

export type Unit = {
  readonly courseId: string
  readonly title: string
  readonly sku: string
  readonly slug: string
  /** Where its form is. */
  readonly home: string
}

/** A title nobody else in the run gives a unit. */
export const uniqueTitle = (words = 'Streams without loss') => `${words} ${randomUUID().slice(0, 8)}`

/** Creates a unit with the codes its title suggests; the page is left at its form. */
export async function newUnit(
  page: Page,
  system: System,
  { kind = 'Lab', title = uniqueTitle() }: { kind?: string; title?: string } = {},
): Promise<Unit> {
  await page.goto(`${system.appUrl}/staff/catalog/new`)
  await page.getByRole('radio', { name: kind, exact: true }).check()
  await page.getByLabel('Title', { exact: true }).fill(title)
  // Suggested once scripts run.
  await expect(page.getByLabel('SKU', { exact: true })).not.toHaveValue('')
  const sku = await page.getByLabel('SKU', { exact: true }).inputValue()
  const slug = await page.getByLabel('Address', { exact: true }).inputValue()
  await page.getByRole('button', { name: 'Create and write its page' }).click()
  await page.waitForURL(/\/staff\/catalog\/[0-9a-f-]{36}/)
  const courseId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  return { courseId, title, sku, slug, home: `${system.appUrl}/staff/catalog/${courseId}` }
}

/** What is beside the form: how saving stands, and the steps. */
export const rail = (page: Page): Locator => page.getByRole('complementary', { name: 'Draft' })

/** Waits until all that was typed is kept. */
export async function saved(page: Page): Promise<void> {
  // What one leaves is saved at once.
  await page.locator(':focus').blur()
  await expect(rail(page).getByText(/^Saved \d\d:\d\d$/)).toBeVisible()
}

/** A field of rich text, by its label. */
export const rich = (scope: Page | Locator, label: string): Locator =>
  scope.getByRole('textbox', { name: label, exact: true })

/** Rows of a field, by its legend. */
export const rows = (page: Page, legend: string | RegExp): Locator =>
  page.getByRole('group', { name: legend })

/** Fills rows of one line each, and adds those that are not there. */
export async function fillLines(page: Page, legend: string, item: string, lines: readonly string[]) {
  const box = rows(page, legend)
  for (const [index, line] of lines.entries()) {
    const row = box.getByLabel(`${item} ${index + 1}`, { exact: true })
    if ((await row.count()) === 0) await box.getByRole('button', { name: /^Add / }).click()
    await row.fill(line)
  }
}

/** The row `index` (from 1) of a list of several fields, added when it is not there. */
export async function rowOf(page: Page, legend: string, item: string, index: number): Promise<Locator> {
  const box = rows(page, legend)
  const row = box.getByRole('group', { name: `${item} ${index}`, exact: true })
  if ((await row.count()) === 0) await box.getByRole('button', { name: /^Add / }).click()
  return row
}

/** Fills all that a unit's page needs beside its title, with short words, and waits until they are kept. */
export async function fillLab(page: Page): Promise<void> {
  const field = (label: string) => page.getByLabel(label, { exact: true })
  await field('Outcome in one line').fill('Read a stream so that nothing is lost.')
  await field('Level').selectOption('Beginner')
  await field('Length in minutes').fill('45')
  await field('Length as shown').fill('45 min')
  await field('Format').fill('Self-paced')
  await field('Language').fill('English')
  await fillLines(page, 'What it includes', 'Tick', ['A sandbox for a week', 'Hints for each step'])
  await fillLines(page, 'Outcomes', 'Outcome', ['Read with groups', 'Claim what is stuck', 'Trim safely'])
  for (const [index, title] of ['Groups', 'Recovery'].entries()) {
    const section = await rowOf(page, 'Syllabus', 'Section', index + 1)
    await section.getByLabel('Section title').fill(title)
    await section.getByLabel('What is in it').fill(`All about ${title.toLowerCase()}.`)
    await section.getByLabel('Length or share').fill('20 min')
  }
  await rich(page, 'What one should know before').fill('How to use a shell.')
  await rich(page, 'Certificate').fill('There is none.')
  for (const [index, question] of ['Do I need an account?', 'How long is it open?'].entries()) {
    const row = await rowOf(page, 'Questions', 'Question', index + 1)
    await row.getByLabel('Question', { exact: true }).fill(question)
    await rich(row, 'Answer').fill(`Answer ${index + 1}.`)
  }
  await field('Description').fill('A short lab about reading streams.')
  await saved(page)
}

/** From the form to public, by way of the page that says what changes. */
export async function publishNow(page: Page): Promise<void> {
  await rail(page).getByRole('button', { name: 'Check and publish' }).click()
  await page.waitForURL(/\/publish$/)
  await page.getByRole('button', { name: 'Publish now' }).click()
  await expect(page.getByText('It is published.')).toBeVisible()
}

/** The course Flockjay opens for a unit, made there and looked up here; the page is left at Selling. */
export async function mapFlockjay(page: Page, system: System, unit: Unit): Promise<string> {
  const id = `fj-${unit.courseId.slice(-12)}`
  system.flockjay.addCourse({ id, sku: unit.sku, title: unit.title, kind: 'lab' })
  await page.goto(`${unit.home}/selling`)
  await page.getByLabel('Course id in Flockjay').fill(id)
  await page.getByRole('button', { name: 'Check and keep' }).click()
  await expect(page.getByRole('status').filter({ hasText: unit.title })).toBeVisible()
  return id
}

/** Both steps of a price, as a marketing admin; the page is left at Selling. */
export async function setPrice(page: Page, unit: Unit, amount: string): Promise<void> {
  await page.goto(`${unit.home}/price`)
  await page.getByLabel('New price, without tax').fill(amount)
  await page.getByRole('button', { name: 'See what it changes' }).click()
  await page.getByRole('button', { name: /^Charge .* from now on$/ }).click()
  await expect(page.getByText('The price is made at Stripe')).toBeVisible()
}

/** Where nothing is missing any more. */
export async function putOnSale(page: Page, unit: Unit): Promise<void> {
  await page.goto(`${unit.home}/selling`)
  await page.getByRole('button', { name: 'Put on sale' }).click()
  await expect(page.getByText('It is on sale. The pages show it within 10 seconds.')).toBeVisible()
}

/** Filled and published, with a course, a price and on sale; `page` is a marketing admin's. */
export async function soldUnit(page: Page, system: System, amount = '49'): Promise<Unit> {
  const unit = await newUnit(page, system)
  await fillLab(page)
  await publishNow(page)
  await mapFlockjay(page, system, unit)
  await setPrice(page, unit, amount)
  await putOnSale(page, unit)
  return unit
}
