import { sell } from '../sold'
import { expect, test } from './fixture'
import { inspect } from './inspect'
import { confirmAndContinue, newPerson, signIn, token } from './sign-in'
import { openLink, pay } from './walk'

test.use({ signIn: true })

test('the steps before the form are accessible and fit', async ({ page, system }) => {
  const person = newPerson(system)
  const sku = 'RU-CERT-DEVELOPER'
  await openLink(page, system, { email: '', smid: 'OTHER-9911' }, sku)
  await inspect(page, 'checkout-sign-in')
  await signIn(page, person)
  await inspect(page, 'checkout-choose-account')
  await page.getByRole('link', { name: /^Buy for account/ }).click()
  await inspect(page, 'checkout-known-buyer')
})

test('my courses and what is owned are accessible and fit', async ({ page, system }) => {
  const person = newPerson(system)
  const sku = 'RU-CERT-DEVELOPER'
  await page.goto(`${system.appUrl}/university/my-courses`)
  await signIn(page, person, 'Sign in with Redis Cloud')
  await inspect(page, 'my-courses-empty')
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(`${system.appUrl}/university/checkout?sku=${sku}`)
  await confirmAndContinue(page)
  await pay(page)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  await page.goto(`${system.appUrl}/university/checkout?sku=${sku}`)
  await inspect(page, 'checkout-owned')
  await page.getByRole('link', { name: 'Buy it once more' }).click()
  await inspect(page, 'checkout-once-more')
  await page.goto(`${system.appUrl}/university/my-courses`)
  await inspect(page, 'my-courses')
})

test('signed out, failed and expired are accessible and fit', async ({ page, system }) => {
  await page.goto(`${system.appUrl}/university/my-courses`)
  await signIn(page, newPerson(system), 'Sign in with Redis Cloud')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You are signed out here')
  await inspect(page, 'signed-out')
  await page.goto(`${system.appUrl}/university/my-courses`)
  await inspect(page, 'my-courses-signed-out')
  await page.goto(`${system.appUrl}/university/sign-in?error=1`)
  await inspect(page, 'sign-in-failed')
  await page.goto(`${system.appUrl}/university/checkout?token=${token(system, { exp: 1, iat: 0 })}`)
  await inspect(page, 'link-expired')
})

test('a sign-in without an account is accessible and fits', async ({ page, system }) => {
  const person = newPerson(system)
  system.sso.addPerson('cloud', { subject: person.subject, name: person.name, email: person.email })
  await page.goto(`${system.appUrl}/university/checkout?sku=RU-LAB-LOCKS`)
  await signIn(page, person)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your sign-in has no Redis Cloud account')
  await inspect(page, 'checkout-no-account')
})

test('my courses in every state, with long words, and a payment on its way are accessible and fit', async ({
  page,
  system,
}) => {
  const person = newPerson(system)
  const [course] = await system.rows<{ id: string; content: object }>(
    "SELECT c.id, r.content FROM course c JOIN course_revision r ON r.id = c.published_revision_id WHERE sku = 'RU-COURSE-SCALE'",
  )
  const title = 'Donaudampfschifffahrtsgesellschaft Streams & Consumer Groups'
  const [revision] = await system.rows<{ id: string }>(
    "INSERT INTO course_revision (course_id, number, content, created_by) VALUES ($1, 2, $2, 'journey') RETURNING id",
    [course?.id, JSON.stringify({ ...course?.content, title })],
  )
  await system.rows('UPDATE course SET published_revision_id = $1 WHERE id = $2', [revision?.id, course?.id])
  const email = `${'a-very-long-name.'.repeat(3)}@a-long-company-name.example`
  const [customer] = await system.rows<{ id: string }>(
    `INSERT INTO customer (identity, smid, email, email_key, sso_issuer, sso_subject)
     VALUES ('sso', $1, $2, $2, $3, $4) RETURNING id`,
    [person.smid, email, system.sso.cloudIssuer, person.subject],
  )
  const learner = customer?.id ?? ''
  const sale = { smid: person.smid, learner }
  await sell(system.rows, { ...sale, sku: 'RU-COURSE-SCALE' })
  await sell(system.rows, { ...sale, sku: 'RU-LAB-LOCKS', state: 'pending' })
  await sell(system.rows, { ...sale, sku: 'RU-COURSE-JSON', state: 'failed' })
  const stuck = await sell(system.rows, { ...sale, sku: 'RU-LAB-SESSIONS' })
  await system.rows(
    `INSERT INTO delivery (purchase_id, destination, action, state, deadline)
     VALUES ($1, 'flockjay', 'unlock', 'needs-person', now())`,
    [stuck.purchase],
  )
  await page.goto(`${system.appUrl}/university/my-courses`)
  await signIn(page, person, 'Sign in with Redis Cloud')
  for (const words of [
    /could not open it/,
    /has not opened it yet/,
    /Your bank takes longer/,
    /You can buy it again/,
  ])
    await expect(page.getByText(words)).toBeVisible()
  await inspect(page, 'my-courses-states')
  await page.goto(`${system.appUrl}/university/checkout?sku=RU-LAB-LOCKS`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your payment is on its way')
  await inspect(page, 'checkout-payment-pending')
})
