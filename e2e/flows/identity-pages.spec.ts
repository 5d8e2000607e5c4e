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
