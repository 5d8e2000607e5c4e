import { randomUUID } from 'node:crypto'
import type { FrameLocator, Page } from '@playwright/test'
import { expect, test } from './fixture'
import type { Learner, System } from './fixture'
import { inspect } from './inspect'
import { stripeOf } from './money-walk'
import { books, openLink } from './walk'

/** Stripe's form inside our page. Stripe's script is the emulator's here: what is shown is our wiring, and no more. */
const ISRAEL = {
  STRIPE_ACCOUNTS: 'il',
  STRIPE_IL_SECRET_KEY: 'sk_test_israel',
  STRIPE_IL_PUBLISHABLE_KEY: 'pk_test_israel',
  STRIPE_IL_WEBHOOK_SECRET: 'whsec_israel',
  STRIPE_IL_COUNTRIES: 'IL',
}
test.use({ settings: { CHECKOUT_FORM: 'embedded', STRIPE_PUBLISHABLE_KEY: 'pk_test_local', ...ISRAEL } })

const SKU = 'RU-CERT-DEVELOPER'
const SCRIPT = 'https://js.stripe.com/**'

/** The one address that stripe-js knows; the emulator has what is asked for there. */
async function answerScript(page: Page, system: System): Promise<void> {
  await page.context().route(SCRIPT, async (route) => {
    const path = new URL(route.request().url()).pathname
    await route.fulfill({ response: await route.fetch({ url: `${system.stripe.url}${path}` }) })
  })
}

async function continueToForm(page: Page, learner: Learner, country = 'United States'): Promise<void> {
  await page.getByLabel('Your e-mail').fill(learner.email)
  await page.getByLabel('Billing country').selectOption({ label: country })
  await page.getByLabel(/I will give my correct billing address/).check()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/checkout\/pay\?session_id=cs_test_\w+$/)
}

const form = (page: Page): FrameLocator => page.frameLocator('iframe[title="Secure payment form"]')

async function payInForm(page: Page): Promise<void> {
  const frame = form(page)
  await frame.getByLabel('Cardholder name').fill('Lena Rivera')
  await frame.getByLabel('Address', { exact: true }).fill('350 Fifth Avenue')
  await frame.getByLabel('City').fill('New York')
  await frame.getByLabel('State or province').fill('NY')
  await frame.getByLabel('Postal code / ZIP').fill('10001')
  await frame.getByLabel(/I agree to the terms of service/).check()
  await frame.getByRole('button', { name: /^Pay/ }).click()
}

test('paid inside our page, to the opened course', async ({ page, system, learner }) => {
  await answerScript(page, system)
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content.Security.Policy|expected Stripe\.js/i.test(message.text())) refused.push(message.text())
  })
  await openLink(page, system, learner, SKU)
  await inspect(page, 'embedded-before')
  await continueToForm(page, learner)
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Order summary' })).toContainText('$199')
  await expect(page.getByText('Stripe’s payment form opens here')).toHaveCount(0)
  await inspect(page, 'embedded')
  const address = page.url()
  await page.reload()
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
  await payInForm(page)
  await page.waitForURL(/\/checkout\/done\?session_id=cs_test_/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  expect((await books(system, learner)).ledger).toMatchObject({ sales: '-19900', stripe_clearing: '0' })
  await page.goto(address)
  await expect(page).toHaveURL(/\/checkout\/done\?session_id=/)
  expect((await books(system, learner)).purchases).toHaveLength(1)
  expect(refused).toEqual([])
})

test('the bank’s question and a declined card stay inside the form', async ({ page, system, learner }) => {
  await answerScript(page, system)
  await openLink(page, system, learner, SKU)
  await continueToForm(page, learner)
  await form(page).getByLabel('Card number').fill('4000 0000 0000 0002')
  await payInForm(page)
  await expect(
    form(page)
      .getByText(/declined/i)
      .first(),
  ).toBeVisible()
  await form(page).getByLabel('Card number').fill('4000 0025 0000 3155')
  await form(page).getByRole('button', { name: /^Pay/ }).click()
  await form(page).getByRole('button', { name: 'Complete' }).click()
  await page.waitForURL(/\/checkout\/done\?session_id=cs_test_/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
})

test('back and on again is the same session; another country closes it', async ({
  page,
  context,
  system,
  learner,
}) => {
  await answerScript(page, system)
  await openLink(page, system, learner, SKU)
  await continueToForm(page, learner)
  const first = page.url()
  await page.getByRole('link', { name: 'Change country or PO number' }).click()
  await continueToForm(page, learner)
  expect(page.url()).toBe(first)
  const other = await context.newPage()
  await other.goto(first)
  await other.getByRole('link', { name: 'Change country or PO number' }).click()
  await continueToForm(other, learner, 'Israel')
  expect(other.url()).not.toBe(first)
  await expect(
    form(other)
      .getByText(/\$234\.82/)
      .first(),
  ).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This payment form is closed')
  await inspect(page, 'embedded-closed')
  await page.getByRole('link', { name: 'Start again' }).click()
  await expect(page).toHaveURL(`${system.appUrl}/university/checkout?sku=${SKU}`)
})

test('somebody else’s browser sees no form and no secret', async ({ page, browser, system, learner }) => {
  await answerScript(page, system)
  await openLink(page, system, learner, SKU)
  await continueToForm(page, learner)
  const stranger = await browser.newContext()
  const own = await stranger.newPage()
  const answer = await own.goto(page.url())
  expect(answer?.status()).toBe(404)
  await expect(own.getByRole('heading', { level: 1 })).toHaveText('This payment page cannot be shown here')
  expect(await own.content()).not.toContain('_secret_')
  await inspect(own, 'embedded-stranger')
  const unknown = await own.goto(
    `${system.appUrl}/university/checkout/pay?session_id=cs_test_${'a'.repeat(60)}`,
  )
  expect(unknown?.status()).toBe(404)
  await stranger.close()
})

test('Stripe’s script is blocked: said so, with a way on', async ({ page, system, learner }) => {
  await page.route(SCRIPT, (route) => route.abort())
  await openLink(page, system, learner, SKU)
  await continueToForm(page, learner)
  await expect(page.getByRole('heading', { name: 'The payment form did not load' })).toBeVisible()
  await expect(page.getByText('Nothing was charged.').first()).toBeVisible()
  await inspect(page, 'embedded-blocked')
  await page.unroute(SCRIPT)
  await answerScript(page, system)
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
})

test('without JavaScript the page says what is missing', async ({ browser, system, learner }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await openLink(page, system, learner, SKU)
  await continueToForm(page, learner)
  // Not by its text: Playwright looks for none inside a noscript.
  const missing = page.locator('noscript p')
  await expect(missing).toBeVisible()
  await expect(missing).toContainText('needs JavaScript. Nothing was charged.')
  await expect(page.locator('.payment')).toBeHidden()
  await context.close()
})

test('Stripe cannot be asked: nothing charged, and the same form afterwards', async ({
  page,
  system,
  learner,
}) => {
  await answerScript(page, system)
  await openLink(page, system, learner, SKU)
  await continueToForm(page, learner)
  system.stripe.setFaults([{ match: 'GET /v1/checkout/sessions/*', status: 500, times: 9 }])
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Stripe cannot be reached')
  await inspect(page, 'embedded-unreachable')
  system.stripe.setFaults([])
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
})

test('only this page may load anything of Stripe’s', async ({ page, system, learner }) => {
  await answerScript(page, system)
  const asked: string[] = []
  page.on('request', (request) => request.url().startsWith('https://js.stripe.com') && asked.push(page.url()))
  await openLink(page, system, learner, SKU)
  const before = await page.request.get(page.url())
  expect(before.headers()['content-security-policy']).not.toContain('js.stripe.com')
  expect(before.headers()['cross-origin-opener-policy']).toBe('same-origin')
  await continueToForm(page, learner)
  await expect(form(page).getByRole('button', { name: /^Pay/ })).toBeVisible()
  const at = await page.request.get(page.url())
  const policy = at.headers()['content-security-policy']
  for (const part of [
    'frame-src https://js.stripe.com',
    'https://hooks.stripe.com',
    "frame-ancestors 'none'",
  ])
    expect(policy).toContain(part)
  expect(at.headers()['cross-origin-opener-policy']).toBe('same-origin-allow-popups')
  expect(asked).toEqual([page.url()])
})

test('Israel’s buyer pays at the Israeli account: its key, its webhooks, its books', async ({
  page,
  system,
  learner,
}) => {
  await answerScript(page, system)
  await openLink(page, system, learner, SKU)
  await continueToForm(page, learner, 'Israel')
  const frame = form(page)
  await frame.getByLabel('Cardholder name').fill('Noa Levi')
  await frame.getByLabel('Country or region').selectOption({ label: 'Israel' })
  await frame.getByLabel('Address', { exact: true }).fill('1 Rothschild Blvd')
  await frame.getByLabel('City').fill('Tel Aviv')
  await frame.getByLabel('Postal code / ZIP').fill('6688101')
  await frame.getByLabel(/I agree to the terms of service/).check()
  await frame.getByRole('button', { name: 'Pay $234.82' }).click()
  await page.waitForURL(/\/checkout\/done\?session_id=cs_test_/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  const rows = await system.rows(
    `SELECT p.account, p.tax::int, array_agg(DISTINCT t.account) AS ledger,
       (SELECT array_agg(DISTINCT e.account) FROM stripe_event e WHERE e.object_id = p.session_id) AS events
     FROM purchase p JOIN customer c ON c.id = p.customer_id JOIN ledger_transaction t ON t.purchase_id = p.id
     WHERE c.email = $1 GROUP BY p.id`,
    [learner.email],
  )
  expect(rows).toEqual([{ account: 'il', tax: 3_582, ledger: ['il'], events: ['il'] }])
})

test('a webhook is taken at its account’s own address, and nowhere below or beside it', async ({
  system,
}) => {
  const id = `evt_${randomUUID().replaceAll('-', '')}`
  const object = { id: 'cs_test_of_nobody', object: 'checkout.session' }
  const event = { id, object: 'event', type: 'checkout.session.expired', created: now(), livemode: false }
  const payload = JSON.stringify({ ...event, api_version: null, data: { object } })
  const secret = ISRAEL.STRIPE_IL_WEBHOOK_SECRET
  const signature = stripeOf(system).webhooks.generateTestHeaderString({ payload, secret })
  const send = async (path: string) => {
    const init = { method: 'POST', body: payload, headers: { 'stripe-signature': signature } }
    return (await fetch(`${system.appUrl}/api/webhooks/stripe${path}`, init)).status
  }
  const stored = () => system.rows('SELECT account FROM stripe_event WHERE id = $1', [id])
  expect([await send('/il/more'), await send('/nobody'), await send('')]).toEqual([404, 404, 400])
  expect(await stored()).toEqual([])
  expect(await send('/il')).toBe(200)
  expect(await stored()).toEqual([{ account: 'il' }])
})

const now = (): number => Math.floor(Date.now() / 1_000)
