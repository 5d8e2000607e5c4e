import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './fixture'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
/** Rules whose answer may be another on a narrow screen; contrast is looked at once, where all is laid out. */
const BY_WIDTH = [
  'target-size',
  'scrollable-region-focusable',
  'link-name',
  'button-name',
  'label',
  'list',
  'listitem',
]
const SIZES = [
  { name: 'desktop', width: 1280, height: 900, rules: 'all' },
  { name: 'phone', width: 390, height: 844, rules: BY_WIDTH },
] as const
/** Pictures take longer than all else about a page: only for whoever wants to look. */
const PICTURES = process.env['JOURNEY_PICTURES'] === '1'

/** Looks at a page as it stands: accessible, nothing sideways at either width nor at 320 px, a picture of each. */
export async function inspect(page: Page, name: string): Promise<void> {
  // After a step without a page load the title comes a moment after the body.
  await expect(page).toHaveTitle(/\S/)
  for (const { name: size, rules, ...viewport } of SIZES) {
    await page.setViewportSize(viewport)
    // Wherever the last click has scrolled to, the header that stays may lie over half a button.
    await page.evaluate(() => window.scrollTo(0, 0))
    const axe = new AxeBuilder({ page })
    const found = await (rules === 'all' || PICTURES ? axe.withTags(WCAG) : axe.withRules([...rules]))
      // Our pages have no frames; without this, axe opens a page more for each look.
      .setLegacyMode()
      .analyze()
    expect(found.violations.map(({ id, nodes }) => `${name} ${size}: ${id} ${nodes[0]?.html ?? ''}`)).toEqual(
      [],
    )
    await picture(page, `${name}-${size}`)
    await staysInside(page, `${name} at ${size} width`)
  }
  await page.setViewportSize({ width: 320, height: 700 })
  await staysInside(page, `${name} at 320 px`)
  await page.setViewportSize({ width: 1280, height: 900 })
}

/** Looks only whether all stays inside, at every width: for a page that is looked at with other words elsewhere. */
export async function fits(page: Page, name: string): Promise<void> {
  for (const { name: size, width, height } of [...SIZES, { name: 'narrow', width: 320, height: 700 }]) {
    await page.setViewportSize({ width, height })
    await picture(page, `${name}-${size}`)
    await staysInside(page, `${name} at ${size} width`)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
}

async function staysInside(page: Page, what: string): Promise<void> {
  const sticksOut = await page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return []
    const wide = [...document.querySelectorAll('body *')].filter(
      (each) => each.getBoundingClientRect().right > window.innerWidth,
    )
    // The page scrolls, also where no single element can be named.
    return ['the page', ...wide.map(({ outerHTML }) => outerHTML.slice(0, 120))].slice(0, 8)
  })
  expect(sticksOut, `${what} scrolls sideways`).toEqual([])
}

/** Keeps how a page looks, where pictures are wanted. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `test-results/shots/${name}.png`, fullPage: true })
}
