import { expect, test } from './fixture'
import { inspect } from './inspect'
import { cardOf, staffPage } from './money-walk'
import { as, buy } from './staff-walk'

test.use({ signIn: true })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 180_000 })

/** As long as companies get. */
const COMPANY =
  'Nordwind Gesellschaft für Datenbanken und verteilte Systeme mbH & Co. Kommanditgesellschaft, Zweigniederlassung Schleswig-Holstein'

test('a buyer forgot the tax ID: asks, finance issues, everybody sees the new invoice', async ({
  page,
  browser,
  system,
}) => {
  const bought = await buy(page, system)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.', { timeout: 20_000 })
  await page.reload()
  const first = bought.invoice_number ?? ''
  await inspect(page, 'invoice-done')
  await page.getByRole('link', { name: 'Ask for a corrected invoice' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ask for a corrected invoice')
  await page.getByRole('button', { name: 'Ask for the corrected invoice' }).click()
  await expect(
    page.getByRole('link', { name: 'Enter a company name, a tax ID or a PO number' }),
  ).toBeVisible()
  await page.getByLabel('Company name').fill(COMPANY)
  await page.getByLabel('Country and kind of the tax ID').selectOption('DE:eu_vat')
  await page.getByLabel('Tax ID', { exact: false }).last().fill('12')
  await page.getByRole('button', { name: 'Ask for the corrected invoice' }).click()
  await expect(page.getByRole('link', { name: 'Enter a VAT number like DE123456789' })).toBeVisible()
  await expect(page.getByLabel('Country and kind of the tax ID')).toHaveValue('DE:eu_vat')
  await expect(page.getByLabel('Company name')).toHaveValue(COMPANY)
  await inspect(page, 'invoice-correction-errors')
  await page.locator('#taxIdValue').fill('DE123456789')
  await page.locator('#poNumber').fill('PO-4711')
  await page.getByRole('button', { name: 'Ask for the corrected invoice' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have your request')
  await inspect(page, 'invoice-correction-asked')

  const support = await as(browser, system, 'support')
  await support.goto(`${system.appUrl}/staff/finance/corrections`)
  await expect(support.getByText(COMPANY)).toBeVisible()
  await expect(support.getByRole('button', { name: 'Issue' })).toHaveCount(0)

  const finance = await as(browser, system, 'finance')
  await finance.getByRole('link', { name: 'Corrected invoices' }).first().click()
  await expect(finance.getByText('1 request is open.')).toBeVisible()
  await inspect(finance, 'invoice-corrections')
  await finance.getByRole('button', { name: 'Issue' }).click()
  await expect(finance.getByText('The corrected invoice is issued.')).toBeVisible()
  await inspect(finance, 'invoice-corrections-answered')

  const card = await cardOf(page, system, bought.reference)
  await expect(card.getByText('This is the corrected invoice asked for')).toBeVisible()
  await expect(card.getByText('Replaced invoice')).toContainText(first)
  await expect(card.getByRole('link', { name: /PDF/ })).toHaveCount(3)
  await inspect(page, 'invoice-my-courses')
  for (const link of await card.getByRole('link', { name: /PDF/ }).all()) {
    const answer = await page.request.get(system.appUrl + (await link.getAttribute('href')))
    expect(answer.headers()['content-type']).toContain('pdf')
  }
  await staffPage(finance, system, bought.id)
  await expect(finance.getByText('Corrected invoice issued')).toBeVisible()
  await inspect(finance, 'invoice-staff-purchase')
})

test('finance gives money back: what it comes to is shown first; then all of it, and the course closes', async ({
  page,
  browser,
  system,
}) => {
  const bought = await buy(page, system)
  const finance = await as(browser, system, 'finance')
  await staffPage(finance, system, bought.id)
  const open = () => finance.getByText('Give money back…').click()
  await open()
  await finance.getByLabel('Amount, tax included').fill('1000000')
  await finance.getByRole('button', { name: 'Check the refund' }).click()
  await expect(finance.getByText(/Enter at most/)).toBeVisible()
  await inspect(finance, 'refund-errors')
  await finance.getByLabel('Amount, tax included').fill('10.00')
  await finance.getByLabel(/^Why/).fill('Goodwill after a slow start.')
  await finance.getByRole('button', { name: 'Check the refund' }).click()
  await expect(finance.getByText('$10.00 will be given back')).toBeVisible()
  await inspect(finance, 'refund-confirm')
  await finance.getByRole('button', { name: 'Give back $10.00' }).click()
  await expect(finance.getByText('The money is given back.')).toBeVisible()
  await expect
    .poll(() => system.rows('SELECT amount FROM refund WHERE purchase_id = $1', [bought.id]))
    .toEqual([{ amount: '1000' }])
  await finance.reload()
  await expect(finance.getByText('Refund ordered')).toBeVisible()
  await inspect(finance, 'refund-done')
  const card = await cardOf(page, system, bought.reference)
  await expect(card.getByText('Part of the price was given back. The course stays open.')).toBeVisible()
  await inspect(page, 'refund-my-courses')
})

test('without scripts: asking for a corrected invoice and giving money back', async ({
  browser,
  page: buyer,
  system,
}) => {
  const bought = await buy(buyer, system)
  const quiet = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await buyer.context().storageState(),
  })
  const page = await quiet.newPage()
  await page.goto(`${system.appUrl}/university/checkout/invoice/correction?session_id=${bought.session_id}`)
  await page.getByRole('button', { name: 'Ask for the corrected invoice' }).click()
  await expect(
    page.getByRole('link', { name: 'Enter a company name, a tax ID or a PO number' }),
  ).toBeVisible()
  await page.getByLabel('Company name').fill('Nordwind GmbH')
  await page.getByRole('button', { name: 'Ask for the corrected invoice' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We have your request')

  const finance = await as(browser, system, 'finance')
  const still = await (
    await browser.newContext({
      javaScriptEnabled: false,
      storageState: await finance.context().storageState(),
    })
  ).newPage()
  await still.goto(`${system.appUrl}/staff/finance/corrections`)
  await still.getByText('Decline…').click()
  await still.getByRole('textbox').fill('The name is on it already.')
  await still.getByRole('button', { name: 'Decline the request' }).click()
  await expect(still.getByText('The request is declined.')).toBeVisible()
  await staffPage(still, system, bought.id)
  await still.getByText('Give money back…').click()
  await still.getByLabel('Amount, tax included').fill('5')
  await still.getByLabel(/^Why/).fill('Asked for it.')
  await still.getByRole('button', { name: 'Check the refund' }).click()
  await still.getByRole('button', { name: 'Give back $5.00' }).click()
  await expect(still.getByText('The money is given back.')).toBeVisible()

  const stranger = await (await browser.newContext()).newPage()
  const answer = await stranger.goto(
    `${system.appUrl}/university/checkout/invoice/correction?session_id=${bought.session_id}`,
  )
  expect(answer?.status()).toBe(404)
})
