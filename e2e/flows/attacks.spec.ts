import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import type { System } from './fixture'
import { confirmAndContinue, newPerson, signIn, token } from './sign-in'
import { as } from './staff-walk'
import { pay } from './walk'

test.use({ signIn: true })

const MY_COURSES = '/university/my-courses'
const LAB = 'RU-LAB-LOCKS'

async function signedIn(page: Page, system: System) {
  const person = newPerson(system)
  await page.goto(system.appUrl + MY_COURSES)
  await signIn(page, person, 'Sign in with Redis Cloud')
  await expect(page.getByText(person.email)).toBeVisible()
  return person
}

async function sessionOf(page: Page, system: System, name = 'ru_learner') {
  return (await page.context().cookies(system.appUrl)).find((cookie) => cookie.name === name)
}

for (const target of [
  'https://evil.example/',
  '//evil.example/university/',
  '/\\evil.example/university',
  'javascript:alert(1)',
  '/api/auth/callback/staff',
  '/staff',
  '/university/../staff',
]) {
  test(`signing in never leads to ${target}`, async ({ page, system }) => {
    const person = newPerson(system)
    await page.goto(system.appUrl + MY_COURSES)
    await page.locator('input[name=returnTo]').evaluate((field: HTMLInputElement, value) => {
      field.value = value
    }, target)
    await signIn(page, person, 'Sign in with Redis Cloud')
    await page.waitForURL((url) => url.origin === system.appUrl && url.pathname.startsWith('/university'))
  })
}

test('of next-auth’s addresses only the way back is open, and a made-up answer signs nobody in', async ({
  page,
  request,
  system,
}) => {
  for (const path of [
    'signin',
    'signin/cloud',
    'signout',
    'session',
    'csrf',
    'providers',
    'callback/other',
    'error',
  ])
    expect((await request.get(`${system.appUrl}/api/auth/${path}`)).status(), path).toBe(404)
  expect((await request.post(`${system.appUrl}/api/auth/signin/cloud`)).status()).toBe(405)
  for (const query of ['code=guessed&state=guessed', 'error=access_denied', '']) {
    await page.goto(`${system.appUrl}/api/auth/callback/cloud?${query}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in did not work')
    expect(await sessionOf(page, system)).toBeUndefined()
  }
})

test('a sign-in begun by somebody else cannot be finished in this browser', async ({
  page,
  browser,
  system,
}) => {
  const attacker = newPerson(system)
  const theirs = await (await browser.newContext()).newPage()
  await theirs.goto(system.appUrl + MY_COURSES)
  let callback = ''
  theirs.on('request', (sent) => {
    if (sent.url().includes('/api/auth/callback/cloud')) callback = sent.url()
  })
  // The attacker keeps the code unused.
  system.sso.faults.replace([{ match: 'POST /cloud/token', drop: true }])
  await signIn(theirs, attacker, 'Sign in with Redis Cloud')
  await expect.poll(() => callback).not.toBe('')
  system.sso.faults.replace([])
  await page.goto(callback)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in did not work')
  expect(await sessionOf(page, system)).toBeUndefined()
})

test('a session put into a browser beforehand is not the one that is signed in', async ({
  page,
  browser,
  system,
}) => {
  const attackersPage = await (await browser.newContext()).newPage()
  const attacker = await signedIn(attackersPage, system)
  const planted = await sessionOf(attackersPage, system)
  await page
    .context()
    .addCookies([
      { ...planted, name: 'ru_learner', value: planted?.value ?? '', domain: 'localhost', path: '/' },
    ])
  const victim = newPerson(system)
  await page.goto(`${system.appUrl}/university/sign-in`)
  await signIn(page, victim, 'Sign in with Redis Cloud')
  await expect(page.getByText(victim.email)).toBeVisible()
  expect((await sessionOf(page, system))?.value).not.toBe(planted?.value)
  await attackersPage.goto(system.appUrl + MY_COURSES)
  await expect(attackersPage.getByText(attacker.email)).toBeVisible()
})

test('a learner’s session opens nothing for staff, whatever the customer claims; nor the other way', async ({
  page,
  system,
}) => {
  system.sso.addPerson('cloud', {
    subject: 'cloud-mallory',
    name: 'Mallory Marsh',
    email: 'mallory@example.com',
    smid: 'EVIL-14',
    misleading: { role: 'admin', roles: ['admin', 'support'] },
  })
  await page.goto(system.appUrl + MY_COURSES)
  await signIn(page, { name: 'Mallory Marsh' }, 'Sign in with Redis Cloud')
  await expect(page.getByText('mallory@example.com')).toBeVisible()
  const learner = await sessionOf(page, system)
  await page
    .context()
    .addCookies([{ name: 'ru_staff', value: learner?.value ?? '', domain: 'localhost', path: '/' }])
  await page.goto(`${system.appUrl}/staff`)
  await expect(page.getByRole('button', { name: /Sign in/ })).toBeVisible()
  expect(await system.rows("SELECT 1 FROM staff_member WHERE subject = 'cloud-mallory'")).toEqual([])
})

/** Every form of a page as another site would post it: all its fields, the action's own included. */
async function formsOf(page: Page): Promise<Record<string, string>[]> {
  return page
    .locator('form')
    .evaluateAll((all) =>
      all.map((form) =>
        Object.fromEntries(
          [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
        ),
      ),
    )
}

test('a form posted from another site does nothing, whichever page it is from', async ({
  page,
  browser,
  system,
}) => {
  const person = await signedIn(page, system)
  await page.goto(`${system.appUrl}/university/checkout?sku=${LAB}`)
  await confirmAndContinue(page)
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  const [bought] = await system.rows<{ id: string }>('SELECT id FROM purchase WHERE smid = $1', [person.smid])
  await system.rows("UPDATE delivery SET state = 'needs-person', done_at = NULL WHERE purchase_id = $1", [
    bought?.id,
  ])
  await system.rows("INSERT INTO finding (kind, purchase_id, detail) VALUES ('smid-mismatch', $1, 'test')", [
    bought?.id,
  ])
  const staff = await as(browser, system, 'admin', 'support')
  const places: readonly (readonly [Page, string, number])[] = [
    [page, MY_COURSES, 2],
    [page, '/university/checkout?sku=RU-COURSE-VECTOR', 1],
    [staff, '/staff/support', 2],
    [staff, `/staff/support/purchases/${bought?.id}`, 2],
    [staff, '/staff/support/findings', 2],
    [staff, '/staff/people', 3],
  ]
  const state = () =>
    system.rows(`SELECT (SELECT count(*) FROM audit) AS audits, (SELECT count(*) FROM staff_role) AS roles,
      (SELECT count(*) FROM checkout_attempt) AS attempts, (SELECT count(*) FROM sign_in WHERE ended_at IS NOT NULL) AS ended,
      (SELECT count(*) FROM finding WHERE closed_at IS NULL) AS findings`)
  for (const [who, path, least] of places) {
    await who.goto(system.appUrl + path)
    const forms = await formsOf(who)
    expect(forms.length, path).toBeGreaterThanOrEqual(least)
    const before = await state()
    for (const multipart of forms) {
      const headers = { origin: 'https://evil.example' }
      const answer = await who.request.post(system.appUrl + path, { multipart, headers, maxRedirects: 0 })
      expect(answer.status(), path).toBeGreaterThanOrEqual(400)
    }
    expect(await state(), path).toEqual(before)
  }
  // The same forms from our own origin do sign out: the checks above could have failed.
  await page.goto(system.appUrl + MY_COURSES)
  const own = await page.request.post(system.appUrl + MY_COURSES, {
    multipart: (await formsOf(page))[0] ?? {},
    headers: { origin: system.appUrl },
    maxRedirects: 0,
  })
  expect(own.status()).toBe(303)
  await page.reload()
  await expect(page.getByText(person.email)).toHaveCount(0)
})

test('a checkout form cannot be bent to another person, account or unit', async ({ page, system }) => {
  const person = await signedIn(page, system)
  await page.goto(`${system.appUrl}/university/checkout?sku=${LAB}`)
  await page.evaluate(() => {
    const form = document.querySelector('form.checkout-form')
    for (const [name, value] of [
      ['email', 'victim@example.com'],
      ['smid', 'VICTIM-1'],
      ['identity', 'signed'],
      ['customerId', '00000000-0000-0000-0000-000000000000'],
    ]) {
      const field = document.createElement('input')
      Object.assign(field, { type: 'hidden', name, value })
      form?.append(field)
    }
  })
  await confirmAndContinue(page)
  await pay(page)
  const bought =
    'SELECT c.email, p.smid, p.identity FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE p.smid = $1'
  await expect
    .poll(() => system.rows(bought, [person.smid]))
    .toEqual([{ email: person.email, smid: person.smid, identity: 'sso' }])
  expect(await system.rows("SELECT 1 FROM customer WHERE email = 'victim@example.com'")).toEqual([])
})

test('a hand-off sealed for one unit does not sell another', async ({ page, system }) => {
  const smid = `ACME-${randomUUID().slice(0, 8)}`
  await page.goto(`${system.appUrl}/university/checkout?token=${token(system, { sub: `fj-${smid}`, smid })}`)
  await page.locator('input[name=sku]').evaluate((field: HTMLInputElement) => {
    field.value = 'RU-CERT-DEVELOPER'
  })
  await page.getByLabel('Your e-mail').fill('bent@example.com')
  await confirmAndContinue(page)
  await expect(page.getByRole('heading', { name: 'This page was open for too long' })).toBeVisible()
  expect(await system.rows('SELECT 1 FROM checkout_attempt WHERE smid = $1', [smid])).toEqual([])
})

test('logs name nobody: no e-mail, SMID, name, link or session', async ({ page, system }) => {
  const person = await signedIn(page, system)
  await page.goto(`${system.appUrl}/university/checkout?sku=${LAB}`)
  await confirmAndContinue(page)
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  const smid = `LOGS-${randomUUID().slice(0, 8)}`
  const link = token(system, { smid, sub: `fj-${smid}`, email: `${smid}@example.com` })
  await page.goto(`${system.appUrl}/university/checkout?token=${link}`)
  await page.goto(`${system.appUrl}/university/checkout?token=${link.slice(0, -3)}AAA`)
  const session = (await sessionOf(page, system))?.value ?? 'none'
  const logs = system.logs()
  expect(logs).toContain('session booked')
  expect(logs).toContain('signed link')
  for (const secret of [person.email, person.smid, person.name, person.subject, smid, link, session])
    expect(logs).not.toContain(secret)
})
