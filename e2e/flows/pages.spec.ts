import { expect, test } from './fixture'
import { inspect } from './inspect'
import { continueToStripe, openLink, pay } from './walk'

const STATIC = [
  ['catalog', '/university'],
  ['catalog-filtered', '/university?kind=lab&level=beginner'],
  ['catalog-empty', '/university?kind=live-training&level=beginner'],
  ['course', '/university/courses/redis-certified-developer'],
  ['course-live', '/university/courses/context-engineering-with-redis-and-langchain'],
  ['course-unknown', '/university/courses/nope'],
  ['refund-policy', '/university/refund-policy'],
  ['not-found', '/nowhere'],
  ['unknown-sku', '/university/checkout?sku=RU-NOPE&smid=A'],
  ['no-handoff', '/university/checkout?sku=RU-CERT-DEVELOPER'],
  ['my-courses-no-sign-in', '/university/my-courses'],
  ['sign-in-not-set-up', '/university/sign-in'],
  ['staff-not-set-up', '/staff'],
  ['unknown-purchase', '/university/checkout/done?session_id=cs_test_unknown'],
] as const

for (const [name, path] of STATIC) {
  test(`${name} is accessible and fits`, async ({ page, system }) => {
    await page.goto(system.appUrl + path)
    await inspect(page, name)
  })
}

test('checkout, its errors and the done page are accessible, fit, and break no policy', async ({
  page,
  system,
  learner,
}) => {
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  await openLink(page, system, learner, 'RU-COURSE-VECTOR')
  await inspect(page, 'checkout')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: /Continue/ }).click()
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  await inspect(page, 'checkout-errors')
  await continueToStripe(page, learner)
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  await inspect(page, 'done')
  expect(refused).toEqual([])
})

test('a 60-character title and 200 % zoom fit', async ({ browser, system, learner }) => {
  const title = 'Donaudampfschifffahrtsgesellschaft Streams & Consumer Groups'
  expect(title).toHaveLength(60)
  const [course] = await system.rows<{ id: string; content: object }>(
    "SELECT c.id, r.content FROM course c JOIN course_revision r ON r.id = c.published_revision_id WHERE sku = 'RU-COURSE-SCALE'",
  )
  const [revision] = await system.rows<{ id: string }>(
    "INSERT INTO course_revision (course_id, number, content, created_by) VALUES ($1, 2, $2, 'journey') RETURNING id",
    [course?.id, JSON.stringify({ ...course?.content, title })],
  )
  await system.rows('UPDATE course SET published_revision_id = $1 WHERE id = $2', [revision?.id, course?.id])
  const page = await (
    await browser.newContext({ viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 })
  ).newPage()
  await openLink(page, system, learner, 'RU-COURSE-SCALE')
  await expect(page.getByText(title).first()).toBeVisible()
  await inspect(page, 'checkout-long-title')
  await expect(async () => {
    await page.goto(`${system.appUrl}/university/courses/running-redis-at-scale`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title, { timeout: 500 })
  }).toPass({ timeout: 20_000 })
  await inspect(page, 'course-long-title')
})

test('search engines and browsers are told the right things', async ({ page, request, system }) => {
  const course = await page.goto(`${system.appUrl}/university/courses/redis-streams`)
  const data: unknown = JSON.parse(
    (await page.locator('script[type="application/ld+json"]').textContent()) ?? '',
  )
  expect(data).toMatchObject({
    '@type': 'Course',
    courseCode: 'RU-COURSE-STREAMS',
    offers: { price: '59.00', priceCurrency: 'USD' },
  })
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute(
    'href',
    `${system.appUrl}/university/courses/redis-streams`,
  )
  expect(course?.headers()['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(course?.headers()['x-content-type-options']).toBe('nosniff')
  const image = await request.get(
    (await page.locator('meta[property="og:image"]').getAttribute('content')) ?? '',
  )
  expect(image.headers()['content-type']).toBe('image/png')
  expect(await (await request.get(`${system.appUrl}/robots.txt`)).text()).toContain(
    'Disallow: /university/checkout',
  )
  expect(await (await request.get(`${system.appUrl}/sitemap.xml`)).text()).toContain(
    '/university/courses/redis-streams',
  )
  const policies = await Promise.all(
    [1, 2].map(
      async () =>
        (await request.get(`${system.appUrl}/university/checkout?sku=X`)).headers()[
          'content-security-policy'
        ] ?? '',
    ),
  )
  expect(policies[0]).toMatch(/script-src 'nonce-[^']+' 'strict-dynamic'/)
  expect(policies[0]).not.toBe(policies[1])
  await page.goto(`${system.appUrl}/university?kind=lab&level=beginner`)
  await expect(page.getByRole('link', { name: /^Labs/ })).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(2)
})
