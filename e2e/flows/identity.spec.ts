import type { Browser, Page } from '@playwright/test'
import { expect, test } from './fixture'
import type { System } from './fixture'
import { confirmAndContinue, newPerson, signIn, token } from './sign-in'
import { fillPayment, openLink, pay } from './walk'

test.use({ signIn: true })

const LAB = 'RU-LAB-LOCKS'
const EXAM = 'RU-CERT-DEVELOPER'

async function isIn(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
}

async function ownPage(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage()
}

const purchases = (system: System, email: string) =>
  system.rows<{
    identity: string
    smid: string
    flockjay_user_id: string | null
    contact_id: string | null
    name: string | null
  }>(
    `SELECT p.identity, p.smid, c.flockjay_user_id, c.contact_id, c.name
     FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE c.email_key = $1 ORDER BY p.id`,
    [email],
  )

test.describe('a signed link', () => {
  test('from Purchase to the lesson without typing who one is', async ({ page, system }) => {
    await page.goto(`${system.flockjay.url}/courses?learner=m.tanaka@example.com`)
    await page
      .locator(`[data-sku="${LAB}"]`)
      .getByRole('link', { name: /^Purchase/ })
      .click()
    await expect(page).toHaveURL(`${system.appUrl}/university/checkout?sku=${LAB}`)
    await expect(page.getByText('m.t•••@example.com')).toBeVisible()
    await expect(page.getByText('••••S-77')).toBeVisible()
    await expect(page.getByLabel('Your e-mail')).toHaveCount(0)
    await confirmAndContinue(page)
    await pay(page)
    await isIn(page)
    await page.getByRole('link', { name: 'Open in Redis University' }).click()
    await expect(page).toHaveURL(/\/learn$/)
    await expect(page.getByText('You are enrolled.')).toBeVisible()
    expect(await purchases(system, 'm.tanaka@example.com')).toMatchObject([
      { identity: 'signed', smid: 'NIMBUS-77', flockjay_user_id: 'fj-user-1003', name: 'Mei Tanaka' },
    ])
    await page.goto(`${system.flockjay.url}/courses?learner=m.tanaka@example.com`)
    await page.goto(`${system.flockjay.url}/courses/${await flockjayId(system, LAB)}/purchase`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have this already')
    await expect(page.getByRole('link', { name: 'Open it' })).toBeVisible()
    await expect(page.getByRole('button', { name: /Continue/ })).toHaveCount(0)
  })

  test('without an e-mail asks for it once; used again after paying it is refused', async ({
    page,
    browser,
    system,
    learner,
  }) => {
    const link = `${system.appUrl}/university/checkout?token=${token(system, { sub: `fj-${learner.smid}`, smid: learner.smid, sku: EXAM })}`
    await page.goto(link)
    await page.getByLabel('Your e-mail').fill(learner.email)
    await confirmAndContinue(page)
    await fillPayment(page)
    await expect(page.getByLabel('Email', { exact: false }).first()).toHaveValue(learner.email)
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.waitForURL(/\/checkout\/done/)
    await isIn(page)
    const again = await ownPage(browser)
    await again.goto(link)
    await again.getByRole('link', { name: 'Buy it once more' }).click()
    await again.getByLabel('Your e-mail').fill(learner.email)
    await confirmAndContinue(again)
    await expect(again.getByRole('heading', { name: 'This purchase link was used already' })).toBeVisible()
    expect(await purchases(system, learner.email)).toHaveLength(1)
  })

  test('looked at many times stays good', async ({ page, browser, system, learner }) => {
    const link = `${system.appUrl}/university/checkout?token=${token(system, { sub: `fj-${learner.smid}` })}`
    for (const each of [page, await ownPage(browser), page]) {
      await each.goto(link)
      await expect(each.getByLabel('Your e-mail')).toBeVisible()
    }
  })

  const now = Math.floor(Date.now() / 1_000)
  const BAD: readonly [string, object, object, string | undefined, RegExp][] = [
    ['expired', { iat: now - 1_000, exp: now - 200 }, {}, undefined, /has expired/],
    ['forged', {}, {}, 'guessed-secret-of-more-than-32-characters', /cannot be trusted/],
    ['with an unknown key', {}, { kid: 'nobody' }, undefined, /cannot be trusted/],
    ['without algorithm', {}, { alg: 'none' }, undefined, /cannot be trusted/],
    ['leading elsewhere', { return_to: 'https://evil.example/' }, {}, undefined, /cannot be trusted/],
    ['huge', { note: 'x'.repeat(5_000) }, {}, undefined, /is broken/],
    ['for an unknown unit', { sku: 'RU-NOPE' }, {}, undefined, /do not know this course/],
  ]
  for (const [name, claims, header, secret, words] of BAD) {
    test(`${name} is explained, and nothing is kept`, async ({ page, system }) => {
      const response = await page.goto(
        `${system.appUrl}/university/checkout?token=${token(system, claims, header, secret)}`,
      )
      expect(response?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words)
      await expect(page.getByText(/Nothing was charged/)).toBeVisible()
      await expect(page).toHaveURL(`${system.appUrl}/university/checkout`)
      expect(await page.context().cookies()).toEqual([])
    })
  }
})

test.describe('a plain link where one can sign in', () => {
  test('signed out: the course and a sign-in, then straight to payment; the second time silently', async ({
    page,
    system,
  }) => {
    const person = newPerson(system)
    await openLink(page, system, { email: person.email, smid: person.smid }, LAB)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in, then pay at Stripe')
    await expect(page.locator('main')).not.toContainText(person.smid.slice(-4))
    await signIn(page, person)
    await expect(page).toHaveURL(`${system.appUrl}/university/checkout?sku=${LAB}`)
    await expect(page.getByText(person.email)).toBeVisible()
    await confirmAndContinue(page)
    await pay(page)
    await isIn(page)
    expect(await purchases(system, person.email)).toMatchObject([
      { identity: 'sso', smid: person.smid, name: person.name },
    ])
    await page.context().clearCookies({ domain: 'localhost' })
    await openLink(page, system, { email: person.email, smid: person.smid }, LAB)
    await page.getByRole('button', { name: 'Continue with Redis Cloud' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have this already')
  })

  test('another account than the sign-in’s: told plainly, and the learner chooses', async ({
    page,
    system,
  }) => {
    const person = newPerson(system)
    await openLink(page, system, { email: '', smid: 'OTHER-9911' }, LAB)
    await signIn(page, person)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Which account is this for?')
    await expect(page.getByText('••••9911')).toBeVisible()
    await page.getByRole('link', { name: /^Buy for account/ }).click()
    await expect(page.getByText('not the one the link named')).toBeVisible()
    await confirmAndContinue(page)
    await pay(page)
    await isIn(page)
    expect(await purchases(system, person.email)).toMatchObject([{ smid: person.smid }])
    expect(
      await system.rows(
        `SELECT f.kind FROM finding f JOIN purchase p ON p.id = f.purchase_id
         JOIN customer c ON c.id = p.customer_id WHERE c.email_key = $1`,
        [person.email],
      ),
    ).toEqual([{ kind: 'smid-mismatch' }])
  })

  test('another account: signing in as the right person goes on', async ({ page, system }) => {
    const wrong = newPerson(system)
    const right = newPerson(system)
    await openLink(page, system, { email: '', smid: right.smid }, LAB)
    await signIn(page, wrong)
    await signIn(page, right, 'Sign in as somebody else')
    await expect(page.getByText(right.email)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Continue to Stripe and pay' })).toBeVisible()
  })

  test('a sign-in without an account is explained', async ({ page, system }) => {
    system.sso.addPerson('cloud', { subject: 'cloud-lost', name: 'Lou Lost', email: 'lou@example.com' })
    await openLink(page, system, { email: '', smid: 'ACME-1' }, LAB)
    await signIn(page, { name: 'Lou Lost' })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'Your sign-in has no Redis Cloud account',
    )
    await expect(page.getByText('lou@example.com')).toBeVisible()
    await expect(page.getByText(/Nothing was charged/)).toBeVisible()
  })

  test('answers and questions to the database do not depend on the SMID', async ({ browser, system }) => {
    const person = newPerson(system)
    const buyer = await ownPage(browser)
    await openLink(buyer, system, { email: '', smid: person.smid }, LAB)
    await signIn(buyer, person)
    await confirmAndContinue(buyer)
    await pay(buyer)
    // What the payment itself has written about must be over before anybody listens.
    await expect(buyer.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
    const busy =
      "SELECT 1 FROM stripe_event WHERE state = 'received' UNION ALL SELECT 1 FROM pgboss.job WHERE state = 'active'"
    await expect.poll(() => system.rows(busy)).toEqual([])
    const seen: string[] = []
    for (const smid of [person.smid, 'UNKNOWN-ACCOUNT']) {
      const stranger = await ownPage(browser)
      const asked = await system.wire.during(async () => {
        await openLink(stranger, system, { email: '', smid }, LAB)
      })
      expect(asked).toContain(LAB)
      expect(asked).not.toContain(smid)
      seen.push(await stranger.locator('main').innerHTML())
    }
    expect(seen[0]).toBe(seen[1])
  })
})

test('the course page’s own Buy: sign in, pay, in; two colleagues of one account both', async ({
  browser,
  system,
}) => {
  const first = newPerson(system)
  const second = newPerson(system, first.smid)
  for (const person of [first, second]) {
    const page = await ownPage(browser)
    await page.goto(`${system.appUrl}/university/courses/distributed-locks`)
    await page.getByRole('link', { name: 'Buy this lab' }).click()
    await signIn(page, person)
    await confirmAndContinue(page)
    await pay(page)
    await isIn(page)
  }
  expect(system.flockjay.enrollments().filter(({ smid }) => smid === first.smid)).toHaveLength(2)
  expect(
    await system.rows('SELECT 1 FROM finding f JOIN purchase p ON p.id = f.purchase_id WHERE p.smid = $1', [
      first.smid,
    ]),
  ).toEqual([])
})

test('an exam owned already asks before it sells another sitting', async ({ page, system }) => {
  const person = newPerson(system)
  await page.goto(`${system.appUrl}/university/checkout?sku=${EXAM}`)
  await signIn(page, person)
  await confirmAndContinue(page)
  await pay(page)
  await isIn(page)
  await page.goto(`${system.appUrl}/university/checkout?sku=${EXAM}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have this already')
  await page.getByRole('link', { name: 'Buy it once more' }).click()
  await expect(page.getByRole('heading', { name: 'Buying it once more' })).toBeVisible()
  await confirmAndContinue(page)
  await pay(page)
  await isIn(page)
  expect(await purchases(system, person.email)).toHaveLength(2)
})

test('Redis Cloud down: said plainly, nothing charged', async ({ page, system }) => {
  system.sso.faults.replace([{ match: 'GET /cloud/.well-known/openid-configuration', status: 503 }])
  await page.goto(`${system.appUrl}/university/checkout?sku=${LAB}`)
  await page.getByRole('button', { name: 'Continue with Redis Cloud' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Signing in did not work')
  await expect(page.getByText(/Nothing was charged/)).toBeVisible()
  // Whoever is on call sees why.
  expect(system.logs()).toMatch(/"reason":"[^"]*503[^"]*","msg":"sign-in failed"/)
})

test('without scripts: sign in and pay', async ({ browser, system }) => {
  const person = newPerson(system)
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await page.goto(`${system.appUrl}/university/checkout?sku=${LAB}`)
  await signIn(page, person)
  await confirmAndContinue(page)
  await fillPayment(page)
  await page.getByRole('button', { name: /^Pay/ }).click()
  await page.waitForURL(/\/checkout\/done/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.', { timeout: 20_000 })
})

async function flockjayId(system: System, sku: string): Promise<string> {
  const [row] = await system.rows<{ flockjay_course_id: string }>(
    'SELECT flockjay_course_id FROM course WHERE sku = $1',
    [sku],
  )
  return row?.flockjay_course_id ?? ''
}
