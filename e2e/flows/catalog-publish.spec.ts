import { asking, newKey } from './api-caller'
import { publishNow } from './catalog-walk'
import { expect, LONG, test } from './fixture'
import { inspect, picture } from './inspect'
import { stripeOf } from './money-walk'
import {
  OWN_SYSTEM,
  alert,
  charge,
  duplicated,
  now,
  propose,
  publishThen,
  retitle,
  shortNight,
  shows,
  soldCopy,
  timeComes,
  wordsOf,
} from './publish-walk'
import { confirmAndContinue, newPerson, signIn } from './sign-in'
import { as, employee, enter } from './staff-walk'
import { books, openLink, pay } from './walk'

test.use({ signIn: true, settings: OWN_SYSTEM })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

test('what a colleague publishes is on every process within ten seconds, now or at its time', async ({
  browser,
  request,
  system,
}) => {
  const staff = await as(browser, system, 'marketing')
  const unit = await duplicated(staff, system)
  await publishNow(staff)
  const webs = [system.appUrl, await system.startWeb()]
  const course = `/university/courses/${unit.slug}`
  const quiet = `${webs[1]}/university?kind=lab`
  await Promise.all(webs.map((web) => shows(request, web + course, unit.title)))
  await shows(request, quiet, unit.title)
  const again = await request.get(system.appUrl + course)
  expect(again.headers()).toMatchObject({ 'x-nextjs-cache': 'HIT' })
  expect(again.headers()['cache-control']).toMatch(/s-maxage=5/)

  const second = `${unit.title} two`
  await retitle(staff, unit, second)
  await now(staff)
  const published = Date.now()
  await Promise.all(webs.map((web) => shows(request, web + course, second)))
  await shows(request, `${system.appUrl}/university`, second)

  const third = `${unit.title} three`
  await retitle(staff, unit, third)
  await publishThen(staff, '2020-01-01T09:00')
  await expect(alert(staff).first()).toContainText('This time is over')
  await publishThen(staff, `${shortNight()}T01:30`)
  await expect(alert(staff).first()).toContainText('The clocks there never show this time')
  await expect(staff.getByLabel('Date and time')).toHaveValue(`${shortNight()}T01:30`)
  await publishThen(staff, `${shortNight()}T09:00`)
  await expect(staff.getByText('It is scheduled, and becomes public by itself.')).toBeVisible()
  await picture(staff, 'publish-scheduled')
  // Nobody has looked at this page since before the second title: the first to look sees it all the same.
  await expect.poll(() => Date.now() - published, { timeout: 11_000 }).toBeGreaterThan(10_000)
  expect(await wordsOf(request, quiet)).toContain(second)

  await staff.goto(`${system.appUrl}/staff/catalog`)
  const line = staff
    .getByRole('table', { name: /Scheduled publications/ })
    .getByRole('row')
    .filter({ hasText: unit.title })
  await expect(line).toContainText(/\d\d Mar \d{4}, 09:00, Europe\/London/)
  await inspect(staff, 'catalog-scheduled')
  await staff.goto(`${unit.home}/history`)
  await staff.getByText('Cancel…').click()
  await picture(staff, 'history-cancel')
  await staff.getByRole('button', { name: 'Cancel the publication' }).click()
  await expect(staff.getByText('It is not published.')).toBeVisible()
  await expect(staff.getByRole('row').filter({ hasText: 'Cancelled' })).toContainText('09:00, Europe/London')
  await staff.getByRole('link', { name: 'Page', exact: true }).click()
  await expect(staff.getByLabel('Title', { exact: true })).toHaveValue(third)
  await staff.goto(`${unit.home}/publish`)
  await publishThen(staff, `${shortNight()}T09:00`)
  await expect(staff.getByText('It is scheduled, and becomes public by itself.')).toBeVisible()
  await timeComes(system, unit)
  await Promise.all(webs.map((web) => shows(request, web + course, third)))
  await staff.goto(`${unit.home}/history`)
  await expect(staff.getByRole('row').filter({ hasText: 'public now' })).toContainText(
    /for \d+ \w+ \d{4}, \d\d:\d\d, Europe\/London/,
  )
})

test('a price changes while a buyer is at Stripe: that buyer pays the old one, the next one the new', async ({
  browser,
  page,
  request,
  system,
}) => {
  const admin = await as(browser, system, 'marketing-admin')
  const unit = await soldCopy(admin, system, '120')
  await propose(admin, unit, '450', { account: 'il', currency: 'ILS' })
  await charge(admin)
  const [old] = await pricesOf(unit.courseId)
  const first = newPerson(system)
  await openLink(page, system, first, unit.sku)
  await signIn(page, first)
  await confirmAndContinue(page)
  await page.waitForURL(/\/c\/pay\//)
  const next = newPerson(system)
  const nextPage = await (await browser.newContext()).newPage()
  await openLink(nextPage, system, next, unit.sku)
  await signIn(nextPage, next)
  await expect(nextPage.getByRole('complementary')).toContainText('$120')

  await propose(admin, unit, '149')
  await expect(admin.locator('.edit-from-to')).toHaveText('From $120.00 to $149.00')
  await expect(admin.getByText(/Whoever is at Stripe already pays \$120\.00/)).toBeVisible()
  await inspect(admin, 'price-confirm')
  await charge(admin)
  await expect(admin.getByText('The price is made at Stripe and holds from now on.')).toBeVisible()
  await picture(admin, 'price-changed')
  await expect(admin.getByRole('row').filter({ hasText: 'Israel' })).toContainText('₪450.00')
  await pay(page)
  await expect.poll(async () => (await books(system, first)).ledger).toMatchObject({ sales: '-12000' })

  await confirmAndContinue(nextPage)
  await expect(alert(nextPage)).toContainText('Please look at the price again')
  await nextPage.getByLabel('Billing country').selectOption('Israel')
  await expect(nextPage.getByRole('complementary')).toContainText('₪450')
  await nextPage.getByLabel('Billing country').selectOption('United States')
  await expect(nextPage.getByRole('complementary')).toContainText('$149')
  await nextPage.getByRole('button', { name: 'Continue to Stripe and pay' }).click()
  await pay(nextPage)
  await expect.poll(async () => (await books(system, next)).ledger).toMatchObject({ sales: '-14900' })
  const course = `${system.appUrl}/university/courses/${unit.slug}`
  await shows(request, course, '$149')
  await shows(request, `${system.appUrl}/university`, '$149')
  const api = await (await asking(system, await newKey(system))('/api/v1/catalog')).json()
  expect(api.courses).toContainEqual(
    expect.objectContaining({ sku: unit.sku, price: expect.objectContaining({ amount: '149.00' }) }),
  )
  // Half a minute later, for whoever was about to begin.
  await system.rows("UPDATE pgboss.job SET start_after = now() WHERE name = 'price-archive'")
  const stripe = stripeOf(system)
  await expect.poll(async () => (await stripe.prices.retrieve(old?.stripe ?? '')).active).toBe(false)
  const [, current] = await pricesOf(unit.courseId)
  const { default_price } = await stripe.products.retrieve(current?.product ?? '')
  expect(default_price).toBe(current?.stripe)

  function pricesOf(id: string) {
    return system.rows<{ stripe: string; product: string }>(
      `SELECT stripe_price_id AS stripe, stripe_product_id AS product FROM price
       WHERE course_id = $1 AND account = 'default' ORDER BY created_at`,
      [id],
    )
  }
})

test(
  'Stripe is not there in the middle of a price: kept, finished or dropped; without the right refused',
  LONG,
  async ({ browser, request, system }) => {
    const person = await employee(system, 'marketing-admin')
    const admin = await (await browser.newContext()).newPage()
    await enter(admin, system, person.name)
    const unit = await soldCopy(admin, system, '120')
    const course = `${system.appUrl}/university/courses/${unit.slug}`
    const down = [{ match: 'POST /v1/prices', status: 503 }]
    system.stripe.setFaults(down)
    await propose(admin, unit, '159')
    await charge(admin)
    await expect(admin.getByText('Stripe did not answer. The new price is kept below')).toBeVisible({
      timeout: 20_000,
    })
    await inspect(admin, 'price-pending')
    await shows(request, course, '$120')
    await admin.goto(`${unit.home}/price`)
    await admin.getByRole('link', { name: 'Finish or drop it first.' }).click()
    await admin.getByRole('button', { name: 'Make $159.00 the price' }).click()
    await expect(admin.getByText('It stays as it is; try again in a minute.')).toBeVisible({
      timeout: 20_000,
    })
    system.stripe.setFaults([])
    await admin.getByRole('button', { name: 'Make $159.00 the price' }).click()
    await expect(admin.getByText('The price is made at Stripe and holds from now on.')).toBeVisible()
    await shows(request, course, '$159')

    system.stripe.setFaults(down)
    await propose(admin, unit, '169')
    await charge(admin)
    await admin.getByRole('button', { name: 'Drop it' }).click({ timeout: 20_000 })
    await expect(admin.getByText('The new price is dropped.')).toBeVisible()
    system.stripe.setFaults([])
    await propose(admin, unit, '139', { currency: 'EUR' })
    await expect(admin.getByText('The currency changes too')).toBeVisible()
    await charge(admin)
    await expect(admin.getByText('The price is made at Stripe and holds from now on.')).toBeVisible()
    await shows(request, course, '€139')
    await admin.getByText('Earlier prices (2)').click()
    await picture(admin, 'price-earlier')

    await propose(admin, unit, '99', { currency: 'EUR' })
    await system.rows(
      "UPDATE staff_role SET role = 'marketing' WHERE staff_id = (SELECT id FROM staff_member WHERE subject = $1)",
      [person.subject],
    )
    await charge(admin)
    await expect(admin.getByText('Your role does not allow that; nothing was changed.')).toBeVisible()
    await expect(admin.getByText('Prices are changed by marketing admins.')).toBeVisible()
    await expect(admin.getByRole('link', { name: /Change price/ })).toHaveCount(0)
    await admin.goto(`${unit.home}/price`)
    await expect(admin.getByText('Prices are changed by marketing admins.')).toBeVisible()
    await inspect(admin, 'price-refused')
    expect(await wordsOf(request, course)).toContain('€139')
  },
)
