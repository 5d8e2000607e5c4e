import { mapFlockjay, publishNow, putOnSale, rail, rich, rowOf, setPrice } from './catalog-walk'
import { expect, LONG, test } from './fixture'
import { inspect, picture } from './inspect'
import { OWN_SYSTEM, alert, duplicated, shortNight, shows, wordsOf } from './publish-walk'
import { confirmAndContinue, newPerson, signIn } from './sign-in'
import { as, buy } from './staff-walk'
import { openLink, pay } from './walk'

test.use({ signIn: true, settings: OWN_SYSTEM })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

test('the catalog’s own words, arrangement and announcement; the words a buyer agrees to, with their versions', async ({
  browser,
  page,
  request,
  system,
}) => {
  const staff = await as(browser, system, 'marketing')
  const site = `${system.appUrl}/staff/catalog`
  await staff.goto(`${site}/catalog`)
  await staff.getByLabel('Headline', { exact: true }).fill('Redis, learned by doing.')
  const bar = staff.getByRole('group', { name: /^Announcement/ })
  await bar.getByLabel('Text', { exact: true }).fill('Winter school begins soon.')
  await bar.getByLabel('Words of the link').fill('See the labs')
  await bar.getByLabel('Where it leads').fill('/university?kind=lab')
  await bar.getByLabel('Last day and time').fill(`${shortNight()}T01:30`)
  await bar.getByLabel('Time zone').fill('Europe/London')
  const featured = staff.getByRole('group', { name: /^Featured/ })
  await featured.getByRole('button', { name: 'Add a unit' }).click()
  await featured.getByLabel('Unit 1', { exact: true }).selectOption('RU-LAB-FULL-TEXT')
  const section = await rowOf(staff, 'Sections', 'Section', 1)
  await section.getByLabel('Section title').fill('Begin here')
  await section.getByRole('button', { name: 'Add a unit' }).click()
  await section.getByLabel('Unit 1', { exact: true }).selectOption('RU-LAB-LOCKS')
  const question = await rowOf(staff, 'Questions', 'Question', 1)
  await question.getByLabel('Question', { exact: true }).fill('Who teaches?')
  await rich(question, 'Answer').fill('The people who build it.')
  await rail(staff).getByRole('button', { name: 'Check', exact: true }).click()
  await expect(alert(staff)).toContainText('The clocks there never show this time')
  await picture(staff, 'site-catalog-wrong')
  await bar.getByLabel('Last day and time').fill(`${shortNight()}T09:00`)
  await publishNow(staff)
  await shows(request, `${system.appUrl}/university`, 'Redis, learned by doing.')
  await page.goto(`${system.appUrl}/university`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Redis, learned by doing.')
  await expect(page.getByRole('complementary', { name: 'Announcement' }).getByRole('link')).toHaveText(
    'See the labs',
  )
  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(await titleOf('RU-LAB-FULL-TEXT'))
  await expect(page.getByRole('heading', { name: 'Begin here' })).toBeVisible()
  await expect(page.getByText('Who teaches?')).toBeVisible()
  await inspect(page, 'site-catalog')
  await staff.goto(`${site}/catalog`)
  await bar.getByLabel('Last day and time').fill('2020-01-01T09:00')
  await publishNow(staff)
  const over = () => wordsOf(request, `${system.appUrl}/university`)
  await expect.poll(over).not.toContain('Winter school')

  const earlier = await buy(page, system)
  const buyer = newPerson(system)
  const late = await (await browser.newContext()).newPage()
  await openLink(late, system, buyer, 'RU-LAB-LOCKS')
  await signIn(late, buyer)
  await expect(late.getByRole('complementary')).toContainText('within 14 days')
  await staff.goto(`${site}/refund-policy`)
  await staff.getByLabel('In one sentence').fill('Full refund within 30 days of purchase.')
  await publishNow(staff)
  await staff.goto(`${site}/address-confirmation`)
  await staff
    .getByLabel('Text', { exact: true })
    .fill('I will give my correct billing address; tax follows from it.')
  await publishNow(staff)
  await confirmAndContinue(late)
  await expect(alert(late)).toContainText('Please read and confirm once more')
  await expect(late.getByRole('complementary')).toContainText('within 30 days')
  await expect(late.getByLabel(/tax follows from it/)).not.toBeChecked()
  await inspect(late, 'checkout-terms-changed')
  await confirmAndContinue(late)
  await pay(late)
  const versions = await system.rows<{ smid: string; policy: string; address: string }>(
    `SELECT smid, refund_policy_version AS policy, confirmation_version AS address FROM checkout_attempt
     WHERE smid = ANY ($1) AND session_id IS NOT NULL ORDER BY created_at`,
    [[earlier.smid, buyer.smid]],
  )
  const [before, after] = versions
  expect(versions).toHaveLength(2)
  expect(before?.policy).toBe('2026-11-21')
  expect(after?.policy).toMatch(/^\d{4}-\d{2}-\d{2}\.2$/)
  expect(after?.address).not.toBe(before?.address)

  await page.goto(`${system.appUrl}/university/my-courses`)
  await page.getByRole('link', { name: `Policy of ${before?.policy}` }).click()
  await expect(page.getByText('This version is not in force any more.')).toBeVisible()
  await inspect(page, 'refund-policy-earlier')
  await page.getByRole('link', { name: `Current version, ${after?.policy}` }).click()
  await expect(page.getByText(`Version ${after?.policy}`)).toBeVisible()
  await expect(page.getByText('not in force')).toHaveCount(0)
  const support = await as(browser, system, 'support')
  await support.goto(`${system.appUrl}/staff/support/purchases/${earlier.id}`)
  await support.getByRole('link', { name: `version ${before?.policy}` }).click()
  await expect(support.getByText('This version is not in force any more.')).toBeVisible()

  async function titleOf(sku: string): Promise<string> {
    const [row] = await system.rows<{ title: string }>(
      "SELECT r.content->>'title' AS title FROM course c JOIN course_revision r ON r.id = c.published_revision_id WHERE sku = $1",
      [sku],
    )
    return row?.title ?? ''
  }
})

test(
  'codes are fixed when others rely on them; the order; Flockjay’s course; retired and taken back',
  LONG,
  async ({ browser, page, request, system }) => {
    const admin = await as(browser, system, 'marketing-admin')
    const unit = await duplicated(admin, system)
    const at = { sku: `${unit.sku}-B`, slug: `${unit.slug}-b` }
    const course = `${system.appUrl}/university/courses/${at.slug}`
    await setPrice(admin, unit, '120')
    const codes = admin.getByRole('region', { name: 'SKU and address' })
    const keep = () => codes.getByRole('button', { name: 'Keep these' }).click()
    await codes.getByLabel('SKU').fill('RU-LAB-LOCKS')
    await codes.getByLabel('Address').fill('Not An Address')
    await keep()
    await expect(codes.locator('[aria-invalid="true"]').first()).toBeVisible()
    await picture(admin, 'codes-wrong')
    await codes.getByLabel('SKU').fill(at.sku)
    await codes.getByLabel('Address').fill(at.slug)
    await keep()
    await expect(admin.getByText('Kept.', { exact: true })).toBeVisible()
    // A price at Stripe carries the SKU.
    await admin.getByRole('button', { name: 'Make it at Stripe' }).click()
    await expect(admin.getByText('The price is made at Stripe')).toBeVisible()
    await admin.goto(unit.home)
    await publishNow(admin)
    await admin.goto(`${unit.home}/selling`)
    await expect(codes.getByLabel('Address')).not.toBeEditable()
    await expect(codes.getByLabel('SKU')).toBeEditable()

    const flockjay = async (id: string) => {
      await admin.getByLabel('Course id in Flockjay').fill(id)
      await admin.getByRole('button', { name: 'Check and keep' }).click()
    }
    await flockjay('fj-nowhere')
    await expect(alert(admin)).toContainText('Flockjay has no course with this id')
    system.flockjay.faults.replace([{ match: 'GET /courses/*', status: 503 }])
    await flockjay('fj-lab-locks')
    await expect(alert(admin)).toContainText('Flockjay did not answer')
    system.flockjay.faults.replace([])
    await flockjay('fj-lab-locks')
    await expect(alert(admin)).toContainText('Another unit opens this course: RU-LAB-LOCKS')
    await picture(admin, 'flockjay-wrong')
    await mapFlockjay(admin, system, { ...unit, ...at })
    await putOnSale(admin, unit)

    const buyer = newPerson(system)
    await openLink(page, system, buyer, at.sku)
    await signIn(page, buyer)
    await confirmAndContinue(page)
    await page.waitForURL(/\/c\/pay\//)
    await codes.getByLabel('SKU').fill(unit.sku)
    await keep()
    await expect(alert(admin)).toContainText('The SKU is fixed: somebody began to buy')
    await admin.reload()
    await expect(codes.getByLabel('SKU')).not.toBeEditable()

    await shows(request, `${system.appUrl}/university`, unit.title)
    await admin.goto(`${system.appUrl}/staff/catalog`)
    const [above] = await system.rows<{ title: string }>(
      `SELECT r.content->>'title' AS title FROM course c JOIN course_revision r ON r.id = c.published_revision_id
     WHERE c.sale <> 'retired' AND c.position < (SELECT position FROM course WHERE id = $1) ORDER BY c.position DESC LIMIT 1`,
      [unit.courseId],
    )
    const order = async () => {
      const text = await wordsOf(request, `${system.appUrl}/university?kind=lab`)
      return text.indexOf(unit.title) - text.indexOf(above?.title ?? '')
    }
    expect(await order()).toBeGreaterThan(0)
    await admin.getByRole('button', { name: `Move ${unit.title} up` }).click()
    await expect(admin.getByRole('button', { name: `Move ${unit.title} up` })).toBeFocused()
    await expect.poll(order).toBeLessThan(0)

    await admin.goto(`${unit.home}/selling`)
    await admin.getByText('Retire…').click()
    await admin.getByLabel(/^Why\?/).fill('Another lab takes its place.')
    await inspect(admin, 'retire')
    await admin.getByRole('button', { name: 'Retire it' }).click()
    await expect(admin.getByText('“Another lab takes its place.”')).toBeVisible()
    await shows(request, course, 'No longer sold.')
    const refused = await page.goto(`${system.appUrl}/university/checkout?sku=${at.sku}&smid=${buyer.smid}`)
    expect(refused?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This course is no longer sold')
    await admin.getByRole('button', { name: 'Take back into the catalog' }).click()
    await expect(admin.getByText('It is in the catalog again, announced.')).toBeVisible()
    await shows(request, course, 'Not on sale yet.')
    await putOnSale(admin, unit)
    await shows(request, course, 'Buy this lab')
  },
)

test('a live training with its dates: their zone, the visitor’s clock, seats; seats are not sold yet', async ({
  browser,
  request,
  system,
}) => {
  const staff = await as(browser, system, 'marketing')
  const unit = await duplicated(staff, system, 'RU-LIVE-CONTEXT')
  const session = await rowOf(staff, 'Sessions', 'Session', 1)
  await session.getByLabel('Start').fill(`${shortNight()}T01:30`)
  await session.getByLabel('Time zone').fill('Europe/London')
  await session.getByLabel('Length in minutes').fill('90')
  await session.getByLabel('Seats').fill('12')
  await session.getByLabel('End of sales').fill(`${shortNight()}T18:00`)
  await rail(staff).getByRole('button', { name: 'Check', exact: true }).click()
  await expect(alert(staff)).toContainText('The clocks there never show this time, or show it twice')
  await picture(staff, 'session-skipped')
  await session.getByLabel('Start').fill(`${shortNight()}T17:00`)
  await rail(staff).getByRole('button', { name: 'Check', exact: true }).click()
  await expect(alert(staff)).toContainText('Sales must end before the session starts')
  await session.getByLabel('End of sales').fill(`${shortNight()}T12:00`)
  await publishNow(staff)

  const address = `${system.appUrl}/university/courses/${unit.slug}`
  await shows(request, address, 'Europe/London')
  const visitor = await (await browser.newContext({ timezoneId: 'America/New_York' })).newPage()
  await visitor.goto(address)
  const dates = visitor.getByRole('listitem').filter({ hasText: '12 seats' })
  await expect(dates).toContainText(/^Sunday \d\d March \d{4}, 17:00–18:30 (BST|GMT\+1) \(Europe\/London\)/)
  await expect(dates).toContainText(/On your clock: Sun,? \d\d Mar, 12:00.13:30/)
  await expect(dates).toContainText(/On sale until \d\d March \d{4}, 12:00/)
  await expect(visitor.getByText('Not on sale yet.')).toBeVisible()
  await inspect(visitor, 'live-training')
  const told = await visitor.locator('script[type="application/ld+json"]').allTextContents()
  expect(told.join()).toContain(`"startDate":"${shortNight()}T16:00:00.000Z"`)
  await staff.goto(`${unit.home}/selling`)
  await expect(
    staff.getByText('Seats of live trainings cannot be sold yet. It can be announced.'),
  ).toBeVisible()
  await expect(staff.getByRole('button', { name: 'Put on sale' })).toHaveCount(0)
  await picture(staff, 'live-training-selling')
})
