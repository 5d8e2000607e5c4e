import type { Locator, Page } from '@playwright/test'
import { courseFields } from '@/lib/catalog/documents/course-fields'
import type { DraftValue, Field } from '@/lib/catalog/documents/fields'
import { fillLab, newUnit, publishNow, rail, rich, saved, uniqueTitle } from './catalog-walk'
import { expect, test } from './fixture'
import type { System } from './fixture'
import { fits, inspect, picture } from './inspect'
import { as, employee, enter } from './staff-walk'

test.use({ signIn: true })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

const tagline = (page: Page) => page.getByLabel('Outcome in one line', { exact: true })
const conflict = (page: Page, name: string) =>
  page.getByRole('region', { name: `${name} changed this meanwhile` })

/** What the server keeps. */
const kept = async (system: System, courseId: string): Promise<string | undefined> =>
  (
    await system.rows<{ tagline: string }>(
      `SELECT content->>'tagline' AS tagline FROM document_draft WHERE course_id = $1`,
      [courseId],
    )
  )[0]?.tagline

test('two colleagues at one page: the second is told, and no words are lost', async ({ browser, system }) => {
  const own = async () => {
    const { name } = await employee(system, 'marketing')
    const page = await (await browser.newContext()).newPage()
    await enter(page, system, name, '/staff/catalog')
    return { name, page }
  }
  const [one, two] = await Promise.all([own(), own()])
  const unit = await newUnit(one.page, system)
  await fillLab(one.page)
  await two.page.goto(unit.home)
  await tagline(one.page).fill('As the first would have it.')
  await saved(one.page)
  await tagline(two.page).fill('As the second would have it.')
  await tagline(two.page).blur()
  const notice = conflict(two.page, one.name)
  await expect(notice).toBeFocused()
  await expect(notice.locator('del')).toContainText('first')
  await expect(notice.locator('ins')).toContainText('second')
  await expect(rail(two.page).getByText('Not saved: decide between the two versions first.')).toBeVisible()
  await inspect(two.page, 'catalog-conflict')
  await rail(two.page).getByRole('button', { name: 'Check and publish' }).click()
  await expect(rail(two.page).getByText('It has to be saved first.')).toBeVisible()
  expect(await kept(system, unit.courseId)).toBe('As the first would have it.')
  await notice.getByRole('button', { name: 'Keep mine' }).click()
  await saved(two.page)
  await expect(notice).toHaveCount(0)
  expect(await kept(system, unit.courseId)).toBe('As the second would have it.')
  await two.page.goto(`${unit.home}/history`)
  const row = two.page.getByRole('row').filter({ hasText: one.name })
  await expect(row).toContainText('Kept')
  await row.getByRole('link', { name: /What changed/ }).click()
  await expect(two.page.getByText('As the first would have it.')).toBeVisible()

  await tagline(one.page).fill('As the first would have it, again.')
  await tagline(one.page).blur()
  await conflict(one.page, two.name).getByRole('button', { name: 'Take theirs' }).click()
  await expect(tagline(one.page)).toHaveValue('As the second would have it.')
  await saved(one.page)
  expect(await kept(system, unit.courseId)).toBe('As the second would have it.')

  // The last look before publishing is at exactly what is published.
  await two.page.goto(`${unit.home}/publish`)
  await tagline(one.page).fill('Changed behind their back.')
  await saved(one.page)
  await two.page.getByRole('button', { name: 'Publish now' }).click()
  await expect(two.page.getByText('Somebody changed the draft after you opened this page.')).toBeVisible()
  await picture(two.page, 'catalog-publish-conflict')
  expect(await system.rows('SELECT 1 FROM publication WHERE course_id = $1', [unit.courseId])).toEqual([])

  // One's own other tab is no less in the way.
  const tab = await one.page.context().newPage()
  await tab.goto(unit.home)
  await tagline(tab).fill('From the other tab.')
  await saved(tab)
  await tagline(one.page).fill('From the first tab.')
  await tagline(one.page).blur()
  await conflict(one.page, one.name).getByRole('button', { name: 'Keep mine' }).click()
  await saved(one.page)
  expect(await kept(system, unit.courseId)).toBe('From the first tab.')
  await one.page.goto(`${unit.home}/history`)
  // The first's, the second's that the first then wrote over, and the other tab's.
  await expect(one.page.getByRole('row').filter({ hasText: 'Kept' })).toHaveCount(3)
})

/** Goes on by Tab alone until `wanted` has the focus; on the way the focus has to be seen wherever it is. */
async function tabTo(page: Page, wanted: Locator, key = 'Tab'): Promise<void> {
  for (let step = 0; step < 120; step++) {
    await page.keyboard.press(key)
    const [there, unseen] = await wanted.evaluate((element) => {
      const at = document.activeElement
      if (at === null || at === document.body) return [false, ''] as const
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at)
      const seen = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
      return [at === element, seen ? '' : at.outerHTML.slice(0, 120)] as const
    })
    expect(unseen, 'nothing shows where the focus is').toBe('')
    if (there) return
  }
  throw new Error(`Tab does not lead to ${wanted.toString()}`)
}

test('by keyboard alone from the list to published', async ({ browser, system }) => {
  const page = await as(browser, system, 'marketing')
  const title = uniqueTitle('Keys only')
  const { keyboard } = page
  const field = (label: string) => page.getByLabel(label, { exact: true })
  const type = async (wanted: Locator, text: string) => {
    await tabTo(page, wanted)
    await keyboard.type(text)
  }
  const press = async (name: string) => {
    await tabTo(page, page.getByRole('button', { name, exact: true }))
    await keyboard.press('Enter')
  }
  await page.goto(`${system.appUrl}/staff/catalog`)
  await tabTo(page, page.getByRole('link', { name: 'New unit' }))
  await keyboard.press('Enter')
  await page.waitForURL(/\/new$/)
  await tabTo(page, page.getByRole('radio', { name: 'Certification' }))
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Lab' })).toBeChecked()
  await type(field('Title'), title)
  await press('Create and write its page')
  await page.waitForURL(/\/staff\/catalog\/[0-9a-f-]{36}/)
  await expect(field('Title')).toBeEnabled()
  await type(field('Outcome in one line'), 'Work without a mouse.')
  await tabTo(page, field('Level'))
  await keyboard.press('ArrowDown')
  await expect(field('Level')).toHaveValue('beginner')
  await type(field('Length in minutes'), '30')
  await type(field('Length as shown'), '30 min')
  await type(field('Format'), 'Self-paced')
  await type(field('Language'), 'English')
  // What is added has the focus: typing goes on at once. What moves keeps it.
  for (const text of ['Second', 'First']) {
    await press('Add a tick')
    await keyboard.type(text)
  }
  await tabTo(page, page.getByRole('button', { name: 'Move up Tick 2' }))
  await keyboard.press(' ')
  await expect(field('Tick 1')).toHaveValue('First')
  await expect(page.getByRole('button', { name: 'Move down Tick 1' })).toBeFocused()
  const bold = page
    .getByRole('toolbar', { name: 'Format: About (optional)' })
    .getByRole('button', { name: 'Bold' })
  await tabTo(page, bold)
  await keyboard.press('Enter')
  await expect(rich(page, 'About (optional)')).toBeFocused()
  await keyboard.type('Bold')
  await keyboard.press('Control+K')
  await expect(page.getByRole('group', { name: 'Link' }).getByRole('textbox')).toBeFocused()
  await keyboard.type('https://redis.io/')
  await keyboard.press('Enter')
  await expect(rich(page, 'About (optional)')).toBeFocused()
  await tabTo(page, bold, 'Shift+Tab')
  for (let right = 0; right < 5; right++) await keyboard.press('ArrowRight')
  await keyboard.press(' ')
  await expect(rich(page, 'About (optional)').getByRole('listitem')).toHaveCount(1)
  for (const text of ['One', 'Two', 'Three']) {
    await press('Add an outcome')
    await keyboard.type(text)
  }
  for (const text of ['Tab', 'Arrows']) {
    await press('Add a section')
    await keyboard.type(text)
    const section = page.getByRole('group', { name: text === 'Tab' ? 'Section 1' : 'Section 2' })
    await type(section.getByLabel('What is in it'), 'How it is used.')
    await type(section.getByLabel('Length or share'), '50 %')
  }
  await type(rich(page, 'What one should know before'), 'Where the keys are.')
  await type(rich(page, 'Certificate'), 'None.')
  for (const [index, text] of ['Which key?', 'And then?'].entries()) {
    await press('Add a question')
    await keyboard.type(text)
    await type(rich(page.getByRole('group', { name: `Question ${index + 1}` }), 'Answer'), 'The next one.')
  }
  await type(field('Description'), 'A lab without a mouse.')
  await press('Check and publish')
  await page.waitForURL(/\/publish$/)
  await press('Publish now')
  await expect(page.getByText('It is published.')).toBeVisible()
  const [made] = await system.rows<{ content: { about: string; included: string[] } }>(
    `SELECT content FROM course_revision WHERE content->>'title' = $1`,
    [title],
  )
  expect(made?.content).toMatchObject({
    included: ['First', 'Second'],
    about: '- **Bold**[https://redis.io/](https://redis.io/)',
  })
})

/** As much text as the field takes, with words no line of a phone holds. */
function words(max: number): string {
  return 'Wide words and Donaudampfschifffahrtsgesellschaftskapitän '.repeat(150).slice(0, max - 1) + '.'
}

function longest(field: Field): DraftValue {
  switch (field.type) {
    case 'group':
      return Object.fromEntries(field.fields.map((each) => [each.name, longest(each)]))
    case 'list':
      return Array.from({ length: field.max }, () =>
        Object.fromEntries(field.fields.map((each) => [each.name, longest(each)])),
      )
    case 'lines':
      return Array.from({ length: field.max }, () => words(field.length))
    case 'units':
      return ['RU-LAB-LOCKS', 'RU-CERT-DEVELOPER', 'RU-COURSE-STREAMS'].slice(0, field.max)
    case 'choice':
      return field.options.at(-1)?.[0] ?? ''
    case 'number':
      return '6000'
    case 'image':
      return { id: '', alt: '', width: '', height: '' }
    case 'id':
      return ''
    case 'line':
    case 'text':
    case 'rich':
    case 'address':
    case 'wall-time':
    case 'zone':
      return words(field.max)
  }
}

test('the longest texts everywhere stay inside, on every page that shows them', async ({
  browser,
  system,
}) => {
  const page = await as(browser, system, 'marketing')
  const unit = await newUnit(page, system, { title: words(60) })
  const draft = Object.fromEntries(courseFields('lab').map((field) => [field.name, longest(field)]))
  await system.rows('UPDATE document_draft SET content = $2, version = version + 1 WHERE course_id = $1', [
    unit.courseId,
    draft,
  ])
  await page.goto(unit.home)
  await rail(page).getByRole('button', { name: 'Check', exact: true }).click()
  await expect(page.getByText('Nothing is missing: it can be published.')).toBeVisible()
  await fits(page, 'longest-form')
  await publishNow(page)
  for (const [name, address] of [
    ['longest-history', `${unit.home}/history`],
    ['longest-selling', `${unit.home}/selling`],
    ['longest-list', `${system.appUrl}/staff/catalog`],
    ['longest-public', `${system.appUrl}/university/courses/${unit.slug}`],
    ['longest-catalog', `${system.appUrl}/university`],
  ] as const) {
    await page.goto(address)
    await expect(page.getByText(unit.title).first()).toBeVisible()
    await fits(page, name)
  }
  await page.goto(`${unit.home}/history`)
  await page.getByRole('link', { name: /What changed/ }).click()
  await expect(page.getByText('Nothing was public before it.')).toBeVisible()
  await fits(page, 'longest-diff')
})
