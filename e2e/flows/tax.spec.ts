import type { Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { expect, test } from './fixture'
import type { System } from './fixture'
import { inspect } from './inspect'
import { happens, stripeOf } from './money-walk'
import { token } from './sign-in'
import { as } from './staff-walk'
import { fillPayment, NEW_YORK } from './walk'
import type { Address } from './walk'

test.use({ signIn: true })

const SKU = 'RU-CERT-DEVELOPER'
const TEL_AVIV: Address = {
  country: 'Israel',
  line: '1 Rothschild Blvd',
  city: 'Tel Aviv',
  state: '',
  code: '6688101',
}
const PORTLAND: Address = {
  country: 'United States',
  line: '1 Burnside St',
  city: 'Portland',
  state: 'OR',
  code: '97201',
}
const BERLIN: Address = { country: 'Germany', line: 'Torstraße 1', city: 'Berlin', state: '', code: '10119' }
const TOKYO: Address = {
  country: 'Japan',
  line: '1-1 Chiyoda',
  city: 'Tokyo',
  state: 'Tokyo',
  code: '100-0001',
}

type Buyer = { readonly email: string; readonly sub: string }
const newBuyer = (): Buyer => {
  const id = randomUUID().slice(0, 8)
  return { email: `${id}@example.com`, sub: `fj-${id}` }
}

/** Comes by a signed link, chooses a country on our page, and goes on to Stripe. */
async function toStripe(
  page: Page,
  system: System,
  buyer: Buyer,
  country: string,
  hint: RegExp,
): Promise<void> {
  await page.goto(`${system.appUrl}/university/checkout?token=${token(system, { sku: SKU, sub: buyer.sub })}`)
  await page.getByLabel('Billing country').selectOption({ label: country })
  await expect(page.locator('#country-hint')).toContainText(hint)
  await page.getByLabel('Your e-mail').fill(buyer.email)
  await page.getByLabel('PO number').fill('PO-4711')
  await page.getByLabel(/I will give my correct billing address/).check()
  await page.getByRole('button', { name: /^Continue to/ }).click()
}

/** Pays and waits until the course is open. */
async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Pay|Complete)/ }).click()
  await page.waitForURL(/\/checkout\/done/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
}

type Books = {
  tax: number
  total: number
  jurisdictions: string[]
  route: string
  asked: string
  collected: string
  code: string | null
  findings: string[]
  invoice_id: string
}
async function booksOf(system: System, { sub }: Buyer): Promise<Books> {
  const [row] = await system.rows<Books>(
    `SELECT p.tax::int, p.total::int, p.invoice_id, v.route, v.country_asked AS asked, v.country_collected AS collected, v.postal_code AS code,
       ARRAY(SELECT e.jurisdiction || ' ' || -e.amount FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id
             WHERE t.purchase_id = p.id AND e.book = 'tax_payable' ORDER BY 1) AS jurisdictions,
       ARRAY(SELECT f.kind FROM tax_finding f WHERE f.purchase_id = p.id ORDER BY 1) AS findings
     FROM purchase p JOIN customer c ON c.id = p.customer_id JOIN tax_evidence v ON v.purchase_id = p.id
     WHERE c.flockjay_user_id = $1`,
    [sub],
  )
  if (row === undefined) throw new Error(`nothing is booked of ${sub}`)
  return row
}

/** The invoice's page at Stripe, as the buyer's accountant sees it. */
async function invoicePage(system: System, id: string): Promise<string> {
  const { hosted_invoice_url: address } = await stripeOf(system).invoices.retrieve(id)
  return (await (await fetch(address ?? '')).text()).replaceAll(/<[^>]+>|\s+/g, ' ')
}

test('Tel Aviv: VAT is said beforehand, taken, on the invoice and owed to Israel', async ({
  page,
  system,
}) => {
  const buyer = newBuyer()
  await toStripe(page, system, buyer, 'Israel', /VAT for Israel \(18 %\)/)
  await fillPayment(page, TEL_AVIV)
  await expect(page.getByRole('button', { name: 'Pay $234.82' })).toBeVisible()
  await finish(page)
  await expect(page.getByText('incl. $35.82 tax (Israel)')).toBeVisible()
  const books = await booksOf(system, buyer)
  expect(books).toMatchObject({
    tax: 3_582,
    jurisdictions: ['IL 3582'],
    route: 'manual',
    asked: 'IL',
    collected: 'IL',
    findings: [],
  })
  const invoice = await invoicePage(system, books.invoice_id)
  for (const words of ['PO-4711', '18%', '$35.82', '$234.82']) expect(invoice).toContain(words)
  const document = await page.getByRole('link', { name: /\(PDF\)/ }).getAttribute('href')
  system.stripe.setFaults([{ match: 'GET /v1/invoices/*', status: 503 }])
  await page.goto(`${system.appUrl}${document}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'Your document cannot be fetched right now',
  )
  await inspect(page, 'invoice-unreachable')
})

test('a country chosen before our scripts are there counts: its tax is shown once they are', async ({
  page,
  system,
}) => {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route(/\.js(\?|$)/, async (route) => {
    await held
    await route.continue()
  })
  const link = token(system, { sku: SKU, sub: newBuyer().sub })
  await page.goto(`${system.appUrl}/university/checkout?token=${link}`, { waitUntil: 'commit' })
  await page.getByLabel('Billing country').selectOption({ label: 'Israel' })
  release()
  await expect(page.locator('#country-hint')).toContainText('VAT for Israel (18 %)')
  await expect(page.getByLabel('Billing country')).toHaveValue('IL')
})

test('New York and Portland: tax by authority in one, none in the other', async ({ page, system }) => {
  const lena = newBuyer()
  await toStripe(page, system, lena, 'United States', /Sales tax depends on your ZIP code/)
  await fillPayment(page, NEW_YORK)
  await finish(page)
  const york = await booksOf(system, lena)
  expect(york).toMatchObject({ tax: 1_767, total: 21_667, route: 'automatic', code: '10001', findings: [] })
  expect(york.jurisdictions).toHaveLength(3)
  const tom = newBuyer()
  await toStripe(page, system, tom, 'United States', /Sales tax/)
  await fillPayment(page, PORTLAND)
  await finish(page)
  expect(await booksOf(system, tom)).toMatchObject({ tax: 0, total: 19_900, jurisdictions: [], findings: [] })
})

test('Berlin and Tokyo: no tax; the company’s VAT ID stands on its invoice', async ({ page, system }) => {
  const anna = newBuyer()
  await toStripe(page, system, anna, 'Germany', /do not collect tax/)
  await fillPayment(page, BERLIN)
  await page.getByText('I am buying for a business').click()
  await page.getByLabel('Company name').fill('Beispiel GmbH')
  await page.getByLabel('Tax ID').fill('DE123456789')
  await finish(page)
  const berlin = await booksOf(system, anna)
  expect(berlin).toMatchObject({ tax: 0, collected: 'DE', findings: [] })
  const invoice = await invoicePage(system, berlin.invoice_id)
  for (const words of ['Beispiel GmbH', 'DE123456789', 'PO-4711', '$199.00']) expect(invoice).toContain(words)
  const yuki = newBuyer()
  await toStripe(page, system, yuki, 'Japan', /do not collect tax/)
  await fillPayment(page, TOKYO)
  await finish(page)
  expect(await booksOf(system, yuki)).toMatchObject({ tax: 0, collected: 'JP', findings: [] })
})

test('declared in the US, paid from Israel: the course opens, and finance sees the VAT that was missed', async ({
  page,
  system,
  browser,
}) => {
  const buyer = newBuyer()
  await toStripe(page, system, buyer, 'United States', /Sales tax/)
  await fillPayment(page, TEL_AVIV)
  await finish(page)
  const books = await booksOf(system, buyer)
  expect(books).toMatchObject({ tax: 0, asked: 'US', collected: 'IL' })
  expect(books.findings).toContain('country-mismatch')
  const desk = await as(browser, system, 'finance')
  await desk.goto(`${system.appUrl}/staff/finance/tax?place=Nowhere`)
  await inspect(desk, 'finance-tax-empty')
  await desk.goto(`${system.appUrl}/staff/finance/tax`)
  await expect(desk.getByRole('row').filter({ hasText: '$35.82' }).first()).toBeVisible()
  await inspect(desk, 'finance-tax')
})

test('a code for 100 %: nothing to pay, the course opens, and the discount is in the books', async ({
  page,
  system,
}) => {
  const stripe = stripeOf(system)
  const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once', name: 'Acme, 30 seats' })
  const code = `ACME${randomUUID().slice(0, 4).toUpperCase()}`
  await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    code,
    max_redemptions: 1,
  })
  const buyer = newBuyer()
  await toStripe(page, system, buyer, 'United States', /Sales tax/)
  await fillPayment(page)
  await page.getByLabel(/[Pp]romotion code/).fill(code)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('button', { name: 'Remove' })).toBeVisible()
  await finish(page)
  const rows = await system.rows(
    `SELECT p.total::int, p.discount::int, p.promotion_code FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE c.flockjay_user_id = $1`,
    [buyer.sub],
  )
  expect(rows).toEqual([{ total: 0, discount: 19_900, promotion_code: code }])
  await expect(page.getByRole('link', { name: /\(PDF\)/ })).toBeVisible()
  const late = newBuyer()
  await toStripe(page, system, late, 'United States', /Sales tax/)
  await page.getByLabel(/[Pp]romotion code/).fill(code)
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(
    page
      .getByText(/code/i)
      .filter({ hasText: /invalid|redeemed|no longer/i })
      .first(),
  ).toBeVisible()
})

test('nothing charged and no invoice made: the page says why there is none', async ({ page, system }) => {
  const stripe = stripeOf(system)
  const coupon = await stripe.coupons.create({ percent_off: 100, duration: 'once', name: 'Free' })
  const code = `FREE${randomUUID().slice(0, 4).toUpperCase()}`
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code })
  await happens(system, 'settings', { noCostInvoices: 'none' })
  try {
    await toStripe(page, system, newBuyer(), 'United States', /Sales tax/)
    await fillPayment(page)
    await page.getByLabel(/[Pp]romotion code/).fill(code)
    await page.getByRole('button', { name: 'Apply' }).click()
    await finish(page)
    await expect(page.getByText(/[Nn]othing was charged/)).toBeVisible()
    await inspect(page, 'done-free')
  } finally {
    await happens(system, 'settings', { noCostInvoices: 'issued' })
  }
})
