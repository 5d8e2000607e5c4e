import { expect, test } from './fixture'
import { books, continueToStripe, fillPayment, openLink, pay } from './walk'

const SKU = 'RU-CERT-DEVELOPER'
const LEDGER = {
  sales: '-19900',
  stripe_balance: '21009',
  stripe_clearing: '0',
  stripe_fees: '658',
  tax_payable: '-1767',
}

test('from Flockjay’s Purchase button to the opened course', async ({ page, system }) => {
  const learner = { email: 'l.rivera@example.com', smid: 'ACME-4821' }
  await page.goto(`${system.flockjay.url}/courses?learner=${learner.email}`)
  const seen: string[] = []
  page.on('request', (request) => seen.push(`${request.url()} ${request.headers()['referer'] ?? ''}`))
  await page
    .locator('[data-sku="RU-COURSE-STREAMS"]')
    .getByRole('link', { name: /Plain link/ })
    .click()
  await expect(page).toHaveURL(`${system.appUrl}/university/checkout?sku=RU-COURSE-STREAMS`)
  await expect(page.getByText('••••4821')).toBeVisible()
  expect(
    await system.rows(
      'SELECT 1 FROM checkout_attempt a JOIN customer c ON c.id = a.customer_id WHERE c.email = $1',
      [learner.email],
    ),
  ).toEqual([])
  await continueToStripe(page, learner)
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  await expect(page.getByText('RU-', { exact: false }).first()).toBeVisible()
  const named = seen.filter(
    (line) =>
      line.includes('ACME-4821') &&
      !line.startsWith(`${system.appUrl}/university/checkout?sku=RU-COURSE-STREAMS&smid=`),
  )
  expect(named).toEqual([])
  await page.getByRole('link', { name: 'Open in Redis University' }).click()
  await expect(page).toHaveURL(new RegExp(`^${system.flockjay.url}/courses/`))
  await page
    .getByRole('link', { name: /Open course/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Redis Streams')
  const { purchases } = await books(system, learner)
  expect(purchases).toMatchObject([{ state: 'paid' }])
})

test('a declined card, then another: one payment', async ({ page, system, learner }) => {
  await openLink(page, system, learner, SKU)
  await continueToStripe(page, learner)
  await fillPayment(page)
  await page.getByLabel('Card number').fill('4000 0000 0000 0002')
  await page.getByRole('button', { name: /^Pay/ }).click()
  await expect(page.getByText(/declined/i).first()).toBeVisible()
  await page.getByLabel('Card number').fill('4242 4242 4242 4242')
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  const { purchases, ledger } = await books(system, learner)
  expect(purchases).toHaveLength(1)
  expect(ledger).toEqual(LEDGER)
  await expect(page.getByText(purchases[0]?.reference ?? 'none')).toBeVisible()
  const link = await page.getByRole('link', { name: /PDF/ }).getAttribute('href')
  const invoice = await page.request.get(`${system.appUrl}${link}`)
  expect(invoice.headers()['content-type']).toContain('application/pdf')
})

test('cancelled at Stripe: nothing charged, and the same checkout goes on', async ({
  page,
  system,
  learner,
}) => {
  await openLink(page, system, learner, SKU)
  await continueToStripe(page, learner)
  await page.waitForURL(/\/c\/pay\//)
  const first = page.url()
  await page.getByRole('link', { name: /Cancel/ }).click()
  await expect(page.getByText('You left Stripe before paying')).toBeVisible()
  await continueToStripe(page, learner)
  await page.waitForURL(/\/c\/pay\//)
  expect(page.url()).toBe(first)
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
})

test('a double click and two tabs end in one session; paying again is refused', async ({
  page,
  context,
  system,
  learner,
}) => {
  await openLink(page, system, learner, SKU)
  const other = await context.newPage()
  await openLink(other, system, learner, SKU)
  await page.getByLabel('Your e-mail').fill(learner.email)
  await page.getByLabel(/I will give/).check()
  await Promise.all([
    page.getByRole('button', { name: /Continue/ }).dblclick(),
    continueToStripe(other, { ...learner, email: learner.email.toUpperCase() }),
  ])
  await Promise.all([page.waitForURL(/\/c\/pay\//), other.waitForURL(/\/c\/pay\//)])
  expect(other.url()).toBe(page.url())
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  await openLink(other, system, learner, SKU)
  await continueToStripe(other, learner)
  await expect(other.getByRole('heading', { name: 'You have this already' })).toBeVisible()
  expect((await books(system, learner)).purchases).toHaveLength(1)
})

test('the back button after paying leads nowhere near a second payment', async ({
  page,
  system,
  learner,
}) => {
  await openLink(page, system, learner, SKU)
  await continueToStripe(page, learner)
  await page.waitForURL(/\/c\/pay\//)
  const session = page.url()
  await pay(page)
  await page.goto(session)
  await expect(page.getByRole('button', { name: /^Pay/ })).toHaveCount(0)
  // The buyer left the page that would have asked for it: the webhook brings it.
  await expect.poll(async () => (await books(system, learner)).ledger).toEqual(LEDGER)
})

test('another country: the first session cannot be paid any more, and Israel pays VAT', async ({
  page,
  context,
  system,
  learner,
}) => {
  await openLink(page, system, learner, SKU)
  await continueToStripe(page, learner)
  await page.waitForURL(/\/c\/pay\//)
  const other = await context.newPage()
  await openLink(other, system, learner, SKU)
  await continueToStripe(other, learner, 'Israel')
  await other.waitForURL(/\/c\/pay\//)
  expect(other.url()).not.toBe(page.url())
  await expect(other.getByText(/\$234\.82/).first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: /^Pay/ })).toHaveCount(0)
})

test('two colleagues of one account both buy and both get in', async ({ page, browser, system, learner }) => {
  for (const email of [learner.email, `tom.${learner.email}`]) {
    const context = await browser.newContext()
    const own = await context.newPage()
    await openLink(own, system, learner, SKU)
    await continueToStripe(own, { ...learner, email })
    await pay(own)
    await expect(own.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
    await context.close()
  }
  await page.close()
  const unlocked = system.flockjay.enrollments().filter(({ smid }) => smid === learner.smid)
  expect(unlocked).toHaveLength(2)
})
