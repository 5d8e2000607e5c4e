import { expect, test } from './fixture'
import { books, continueToStripe, fillPayment, openLink, pay } from './walk'

const SKU = 'RU-LAB-LOCKS'
const COMPLETED = 'webhook checkout.session.completed'

test.describe('webhooks', () => {
  test('lost: the done page gets there by itself', async ({ page, system, learner }) => {
    system.stripe.setFaults([{ match: 'webhook ', effect: 'lose' }])
    await openLink(page, system, learner, SKU)
    await continueToStripe(page, learner)
    await pay(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
    expect((await books(system, learner)).purchases).toMatchObject([{ state: 'paid' }])
  })

  test('lost, and its rows deleted meanwhile: the same', async ({ page, system, learner }) => {
    await system.stopWorker('SIGTERM')
    await openLink(page, system, learner, SKU)
    await continueToStripe(page, learner)
    await pay(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirming with Stripe')
    await system.rows(`DELETE FROM pgboss.job WHERE name IN ('stripe-event', 'checkout-session')`)
    await system.rows('DELETE FROM stripe_event')
    await system.startWorker()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.', { timeout: 20_000 })
    expect((await books(system, learner)).purchases).toHaveLength(1)
  })

  test('five at once: one purchase, one unlock', async ({ page, system, learner }) => {
    system.stripe.setFaults([{ match: COMPLETED, effect: 'duplicate', count: 4 }])
    await openLink(page, system, learner, SKU)
    await continueToStripe(page, learner)
    await pay(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
    const { purchases, ledger } = await books(system, learner)
    expect(purchases).toHaveLength(1)
    expect(ledger['sales']).toBe('-1900')
    const enrolled = system.flockjay.enrollments().filter(({ smid }) => smid === learner.smid)
    expect(enrolled).toMatchObject([{ puts: 1 }])
  })
})

test('Flockjay down for a while: the page stays honest, then the course opens', async ({
  page,
  system,
  learner,
}) => {
  system.flockjay.faults.replace([{ match: 'PUT /enrollments/*', status: 503 }])
  await openLink(page, system, learner, SKU)
  await continueToStripe(page, learner)
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payment received')
  await expect(page.getByText('Reference')).toBeVisible()
  await expect
    .poll(async () => (await system.rows("SELECT 1 FROM delivery_attempt WHERE outcome = 'retry'")).length)
    .toBeGreaterThan(1)
  system.flockjay.faults.replace([])
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.', { timeout: 40_000 })
})

test('Stripe down: nothing was charged, and the form keeps what was typed', async ({
  page,
  system,
  learner,
}) => {
  system.stripe.setFaults([{ match: 'POST /v1/checkout/sessions', drop: true }])
  await openLink(page, system, learner, SKU)
  await page.getByLabel(/PO number/).fill('PO-77')
  await continueToStripe(page, learner)
  await expect(page.getByRole('heading', { name: 'Stripe cannot be reached' })).toBeVisible()
  await expect(page.getByText('Nothing was charged. Your details')).toBeVisible()
  await expect(page.getByLabel('Your e-mail')).toHaveValue(learner.email)
  await expect(page.getByLabel(/PO number/)).toHaveValue('PO-77')
  system.stripe.setFaults([])
  await continueToStripe(page, learner)
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  expect((await books(system, learner)).purchases).toHaveLength(1)
})

test('an expired session: its page says so, and a new one can be started', async ({
  page,
  system,
  learner,
}) => {
  await openLink(page, system, learner, SKU)
  await continueToStripe(page, learner)
  await page.waitForURL(/\/c\/pay\//)
  const session = /cs_test_\w+/.exec(page.url())?.[0] ?? ''
  await fetch(`${system.stripe.url}/_emulator/sessions/${session}/expire`, { method: 'POST' })
  await page.goto(`${system.appUrl}/university/checkout/done?session_id=${session}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This checkout has expired')
  await openLink(page, system, learner, SKU)
  await continueToStripe(page, learner)
  await page.waitForURL(/\/c\/pay\//)
  expect(page.url()).not.toContain(session)
})

test('without scripts: the whole walk', async ({ browser, system, learner }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await openLink(page, system, learner, SKU)
  await page.getByRole('button', { name: /Continue/ }).click()
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  await continueToStripe(page, learner)
  await fillPayment(page)
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.waitForURL(/\/checkout\/done/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.', { timeout: 20_000 })
  await context.close()
})

test('who merely holds the done address sees progress, and nothing of the buyer', async ({
  page,
  browser,
  system,
  learner,
}) => {
  await openLink(page, system, learner, SKU)
  await continueToStripe(page, learner)
  await pay(page)
  await expect(page.getByText(/\(PDF\)/)).toBeVisible()
  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(page.url())
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  await expect(stranger.getByText('Reference')).toBeVisible()
  for (const secret of [/PDF/, /@/, /\$/, /10001/])
    await expect(stranger.locator('main').getByText(secret)).toHaveCount(0)
  const session = /cs_test_\w+/.exec(page.url())?.[0] ?? ''
  const invoice = await stranger.request.get(
    `${system.appUrl}/university/checkout/invoice?session_id=${session}`,
  )
  expect(invoice.status()).toBe(404)
  await stranger.goto(`${system.appUrl}/university/checkout/done?session_id=cs_test_unknown`)
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('We do not know this purchase')
})

test('form errors: a summary with the focus, links to the fields, and the title', async ({
  page,
  system,
  learner,
}) => {
  await openLink(page, system, learner, SKU)
  await page.getByLabel('Your e-mail').fill('lena@')
  await page.getByRole('button', { name: /Continue/ }).click()
  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(summary).toBeFocused()
  await expect(page).toHaveTitle(/^Error:/)
  await summary.getByRole('link', { name: 'Enter an e-mail address like name@example.com' }).click()
  await expect(page.getByLabel('Your e-mail')).toBeFocused()
  await expect(page.getByLabel('Your e-mail')).toHaveValue('lena@')
})

const BROKEN: readonly [string, RegExp][] = [
  ['sku=RU-NOPE&smid=A', /do not know this course/],
  ['sku=RU-LIVE-CONTEXT&smid=A', /not on sale yet/],
  ['sku=ru-cert-developer&smid=A', /broken/],
  [`sku=RU-${'X'.repeat(60)}&smid=A`, /broken/],
  ['sku=RU-CERT-DEVELOPER&sku=RU-LAB-LOCKS&smid=A', /broken/],
  ['sku=RU-CERT-DEVELOPER&smid=a%20b%3Cscript%3E', /broken/],
  [`sku=RU-CERT-DEVELOPER&smid=${'a'.repeat(65)}`, /broken/],
  ['sku=%00%ff&smid=A', /broken/],
  ['smid=A', /broken/],
  ['sku=RU-CERT-DEVELOPER', /Start from Redis University/],
]
for (const [query, words] of BROKEN) {
  test(`a broken link is explained: ?${query.slice(0, 50)}`, async ({ page, system }) => {
    const before = await system.rows(
      'SELECT (SELECT count(*) FROM customer) AS c, (SELECT count(*) FROM checkout_attempt) AS a',
    )
    const response = await page.goto(`${system.appUrl}/university/checkout?${query}`)
    expect(response?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words)
    await expect(page.getByText(/Nothing was charged/)).toBeVisible()
    await expect(page).toHaveURL(`${system.appUrl}/university/checkout`)
    expect(
      await system.rows(
        'SELECT (SELECT count(*) FROM customer) AS c, (SELECT count(*) FROM checkout_attempt) AS a',
      ),
    ).toEqual(before)
  })
}
