import type { Browser, Page } from '@playwright/test'
import { expect, test } from './fixture'
import { confirmAndContinue, newPerson, signIn } from './sign-in'
import { pay } from './walk'

test.use({ signIn: true })

const LAB = 'RU-LAB-LOCKS'

async function ownPage(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage()
}

async function isIn(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
}

test('empty, then a purchase with its invoice and the way in; nobody else’s', async ({
  page,
  browser,
  system,
}) => {
  const person = newPerson(system)
  await page.goto(`${system.appUrl}/university/my-courses`)
  await signIn(page, person, 'Sign in with Redis Cloud')
  await expect(page.getByText('Nothing here yet')).toBeVisible()
  await page.goto(`${system.appUrl}/university/checkout?sku=${LAB}`)
  await confirmAndContinue(page)
  await pay(page)
  await isIn(page)
  const done = page.url()
  await page.goto(`${system.appUrl}/university/my-courses`)
  const card = page.getByRole('listitem').filter({ hasText: 'RU-' })
  await expect(card).toHaveCount(1)
  const invoice = (await card.getByRole('link', { name: /PDF/ }).getAttribute('href')) ?? ''
  await expect(card.getByRole('link', { name: /^Open / })).toBeVisible()
  // The person, in another browser, sees the receipt; another person sees neither.
  const elsewhere = await ownPage(browser)
  await elsewhere.goto(`${system.appUrl}/university/my-courses`)
  await signIn(elsewhere, person, 'Sign in with Redis Cloud')
  await expect(elsewhere.getByRole('listitem').filter({ hasText: 'RU-' })).toHaveCount(1)
  expect((await elsewhere.request.get(system.appUrl + invoice)).headers()['content-type']).toContain('pdf')
  await elsewhere.goto(done)
  await expect(elsewhere.getByText(/\(PDF\)/)).toBeVisible()
  const colleague = newPerson(system, person.smid)
  const other = await ownPage(browser)
  await other.goto(`${system.appUrl}/university/my-courses`)
  await signIn(other, colleague, 'Sign in with Redis Cloud')
  await expect(other.getByText('Nothing here yet')).toBeVisible()
  expect((await other.request.get(system.appUrl + invoice)).status()).toBe(404)
  await other.goto(done)
  await expect(other.getByText(/\(PDF\)/)).toHaveCount(0)
})

test('what was bought by a signed link is there after signing in, with its invoice', async ({
  page,
  browser,
  system,
}) => {
  await page.goto(`${system.flockjay.url}/courses?learner=t.okafor@example.com`)
  await page
    .locator('[data-sku="RU-COURSE-VECTOR"]')
    .getByRole('link', { name: /^Purchase/ })
    .click()
  await confirmAndContinue(page)
  await pay(page)
  await isIn(page)
  const elsewhere = await ownPage(browser)
  await elsewhere.goto(`${system.appUrl}/university/my-courses`)
  await signIn(elsewhere, { name: 'Tom Okafor' }, 'Sign in with Redis Cloud')
  const card = elsewhere.getByRole('listitem').filter({ hasText: 'Vector' })
  const invoice = (await card.getByRole('link', { name: /PDF/ }).getAttribute('href')) ?? ''
  expect((await elsewhere.request.get(system.appUrl + invoice)).headers()['content-type']).toContain('pdf')
  await elsewhere.goto(`${system.appUrl}/university/checkout?sku=RU-COURSE-VECTOR`)
  await expect(elsewhere.getByRole('heading', { level: 1 })).toHaveText('You have this already')
})

test('says in words why something is not open yet', async ({ page, system }) => {
  const person = newPerson(system)
  system.flockjay.faults.replace([{ match: 'PUT /enrollments/*', status: 503 }])
  await page.goto(`${system.appUrl}/university/checkout?sku=${LAB}`)
  await signIn(page, person)
  await confirmAndContinue(page)
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Payment received')
  await page.goto(`${system.appUrl}/university/my-courses`)
  await expect(page.getByText('Being unlocked')).toBeVisible()
  await expect(page.getByText(/We have your payment/)).toBeVisible()
  await expect(page.getByRole('link', { name: /^Open / })).toHaveCount(0)
})

test('signing out ends it here; everywhere ends it in every browser', async ({ page, browser, system }) => {
  const person = newPerson(system)
  const elsewhere = await ownPage(browser)
  for (const each of [page, elsewhere]) {
    await each.goto(`${system.appUrl}/university/my-courses`)
    await signIn(each, person, 'Sign in with Redis Cloud')
    await expect(each.getByText(person.email)).toBeVisible()
  }
  const [cookie] = (await page.context().cookies(system.appUrl)).filter(({ name }) => name === 'ru_learner')
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await page.waitForURL(/\/session\/end/)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page).toHaveURL(`${system.appUrl}/university`)
  await elsewhere.reload()
  await expect(elsewhere.getByRole('button', { name: 'Sign in with Redis Cloud' })).toBeVisible()
  // The cookie alone, kept by a thief, opens nothing any more.
  await page.context().addCookies([{ ...cookie, name: 'ru_learner', value: cookie?.value ?? '' }])
  await page.goto(`${system.appUrl}/university/my-courses`)
  await expect(page.getByRole('button', { name: 'Sign in with Redis Cloud' })).toBeVisible()
})
