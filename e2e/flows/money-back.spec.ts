import type { Page } from '@playwright/test'
import { expect, test } from './fixture'
import { inspect } from './inspect'
import { cardOf, creditNote, dispute, happens, refund, staffPage, untilThere } from './money-walk'
import { confirmAndContinue, newPerson, signIn } from './sign-in'
import { as, buy, find } from './staff-walk'
import { pay } from './walk'

test.use({ signIn: true })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

const CERT = 'RU-CERT-DEVELOPER'

async function says(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading)
}

test('given back in full: closed at Flockjay, said everywhere, bought again; a failed refund restores', async ({
  page,
  browser,
  system,
}) => {
  const bought = await buy(page, system)
  await says(page, 'You’re in.')
  const done = page.url()
  await untilThere(system, bought.id, 'active')
  const refundId = await refund(system, bought.id)
  await untilThere(system, bought.id, 'revoked')

  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(done, { waitUntil: 'networkidle' })
  await says(page, 'Your money was given back')
  expect(asked.filter((address) => address.includes('/done/progress'))).toEqual([])
  await expect(page.getByText('Given back', { exact: true })).toBeVisible()
  await inspect(page, 'money-back-done-given-back')
  const stranger = await (await browser.newContext()).newPage()
  await stranger.goto(done)
  await says(stranger, 'Your money was given back')
  await expect(stranger.locator('main').getByText(/\$/)).toHaveCount(0)

  const card = await cardOf(page, system, bought.reference)
  await expect(card.locator('.purchase-state')).toHaveText('Given back')
  await expect(card.getByText(/no longer opens the course/)).toBeVisible()
  await expect(card.getByText('Access ended')).toBeVisible()
  await expect(card.getByRole('link', { name: /^Open / })).toHaveCount(0)
  await inspect(page, 'money-back-my-courses-given-back')
  await card.getByRole('link', { name: /^Buy it again/ }).click()
  await page.goto(`${system.appUrl}/university/checkout?sku=RU-LAB-LOCKS`)
  await expect(page.getByRole('button', { name: 'Continue to Stripe and pay' })).toBeVisible()

  const staff = await as(browser, system, 'support')
  await staffPage(staff, system, bought.id)
  await expect(staff.getByText('Cannot open the course.')).toBeVisible()
  await expect(staff.locator('.desk-head').getByText('Given back in full')).toBeVisible()
  await expect(staff.locator('.desk-head').getByText('Flockjay revoke done')).toBeVisible()
  for (const line of ['Refund posted', 'refund.created', 'Revoke owed', 'Revoke, try 1', 'Revoked'])
    await expect(staff.getByRole('cell', { name: line, exact: true }).first()).toBeVisible()
  await inspect(staff, 'money-back-staff-given-back')

  await happens(system, `refunds/${refundId}/fail`)
  await untilThere(system, bought.id, 'active')
  await staffPage(staff, system, bought.id)
  await expect(staff.getByText('Can open the course.')).toBeVisible()
  await expect(staff.getByRole('cell', { name: 'Unlock owed again', exact: true })).toBeVisible()
  await expect(staff.getByText('the money came back to us').first()).toBeVisible()
  await inspect(staff, 'money-back-staff-refund-failed')
  const again = await cardOf(page, system, bought.reference)
  await expect(again.locator('.purchase-state')).toHaveText('Open')
  await page.goto(done)
  await says(page, 'You’re in.')
})

test('given back in part: the course stays open, and the credit note is named', async ({
  page,
  browser,
  system,
}) => {
  const bought = await buy(page, system)
  await says(page, 'You’re in.')
  const done = page.url()
  const number = await creditNote(system, bought.id, 700)
  const noted = 'SELECT number, state FROM credit_note WHERE purchase_id = $1'
  await expect.poll(() => system.rows(noted, [bought.id])).toEqual([{ number, state: 'issued' }])
  await untilThere(system, bought.id, 'active')
  const card = await cardOf(page, system, bought.reference)
  await expect(card.locator('.purchase-state')).toHaveText('Open')
  await expect(card.getByText('Part of the price was given back. The course stays open.')).toBeVisible()
  await expect(card.getByText(`$7.00`)).toBeVisible()
  await expect(card.getByRole('link', { name: number })).toBeVisible()
  await inspect(page, 'money-back-my-courses-partly')
  await page.goto(done)
  await says(page, 'You’re in.')
  await expect(page.getByRole('link', { name: number })).toBeVisible()
  const staff = await as(browser, system, 'finance')
  await staffPage(staff, system, bought.id)
  await expect(staff.getByText('Can open the course.')).toBeVisible()
  await expect(staff.getByText('Paid, partly given back')).toBeVisible()
  await expect(staff.getByText(/which keeps access/).first()).toBeVisible()
  await inspect(staff, 'money-back-staff-partly')
})

test('disputed: on hold, won: open again, lost on another: closed; a finding tells support', async ({
  page,
  browser,
  system,
}) => {
  const bought = await buy(page, system)
  await says(page, 'You’re in.')
  const done = page.url()
  await untilThere(system, bought.id, 'active')
  const disputeId = await dispute(system, bought.id)
  await untilThere(system, bought.id, 'revoked')
  await page.goto(done)
  await says(page, 'Your bank questions this payment')
  await inspect(page, 'money-back-done-suspended')
  const card = await cardOf(page, system, bought.reference)
  await expect(card.locator('.purchase-state')).toHaveText('On hold')
  await expect(card.getByRole('link', { name: /^Ask for help/ })).toBeVisible()
  await inspect(page, 'money-back-my-courses-suspended')
  await page.goto(`${system.appUrl}/university/checkout?sku=RU-LAB-LOCKS`)
  await says(page, 'Your bank questions your payment')
  await inspect(page, 'money-back-checkout-suspended')

  const staff = await as(browser, system, 'support')
  await staff.goto(`${system.appUrl}/staff/support/findings`)
  const finding = staff.getByRole('row').filter({ hasText: bought.reference })
  await expect(finding.getByText('A bank questions the payment')).toBeVisible()
  await inspect(staff, 'money-back-staff-findings')
  await staffPage(staff, system, bought.id)
  await expect(staff.getByText('Cannot open the course for now.')).toBeVisible()
  await expect(staff.getByText('the bank holds the money for now').first()).toBeVisible()
  await inspect(staff, 'money-back-staff-disputed')

  await happens(system, `disputes/${disputeId}/win`)
  await untilThere(system, bought.id, 'active')
  await page.goto(done)
  await says(page, 'You’re in.')
  await staffPage(staff, system, bought.id)
  await expect(staff.getByText('the money came back to us').first()).toBeVisible()
  await expect(staff.getByRole('cell', { name: 'Dispute: money returned' })).toBeVisible()

  const other = await (await browser.newContext()).newPage()
  const lost = await buy(other, system)
  await untilThere(system, lost.id, 'active')
  await happens(system, `disputes/${await dispute(system, lost.id)}/lose`)
  await untilThere(system, lost.id, 'revoked')
  await other.reload()
  await says(other, 'Your bank took this payment back')
  await inspect(other, 'money-back-done-taken-back')
  const gone = await cardOf(other, system, lost.reference)
  await expect(gone.locator('.purchase-state')).toHaveText('Taken back by your bank')
  await inspect(other, 'money-back-my-courses-taken-back')
  await staffPage(staff, system, lost.id)
  await expect(staff.locator('.desk-head').getByText('Taken back by the bank')).toBeVisible()
  await inspect(staff, 'money-back-staff-lost')
})

test('bought twice on purpose: the second keeps what the refund of the first would end', async ({
  page,
  browser,
  system,
}) => {
  const person = newPerson(system)
  const purchases = () =>
    system.rows<{ id: string; reference: string }>(
      'SELECT id, reference FROM purchase WHERE smid = $1 ORDER BY id',
      [person.smid],
    )
  await page.goto(`${system.appUrl}/university/checkout?sku=${CERT}`)
  await signIn(page, person)
  await confirmAndContinue(page)
  await pay(page)
  await says(page, 'You’re in.')
  await page.goto(`${system.appUrl}/university/checkout?sku=${CERT}&again=1`)
  await confirmAndContinue(page)
  await pay(page)
  await says(page, 'You’re in.')
  const [first, second] = await purchases()
  if (first === undefined || second === undefined) throw new Error('two purchases were expected')
  await refund(system, first.id)
  const standing = `SELECT reason FROM access a JOIN purchase p ON p.id = a.purchase_id WHERE p.id = $1`
  await expect.poll(() => system.rows(standing, [second.id])).toHaveLength(1)
  await untilThere(system, first.id, 'active')
  await untilThere(system, second.id, 'active')
  const card = await cardOf(page, system, first.reference)
  await expect(card.locator('.purchase-state')).toHaveText('Given back')
  await expect(card.getByText(`You keep the course by purchase ${second.reference}.`)).toBeVisible()
  await expect(card.getByRole('link', { name: /^Buy it again/ })).toHaveCount(0)
  await expect(card.getByText(/^Opened$|^Access ended$/)).toHaveCount(0)
  await expect((await cardOf(page, system, second.reference)).locator('.purchase-state')).toHaveText('Open')
  await inspect(page, 'money-back-my-courses-kept')
  const staff = await as(browser, system, 'support')
  await staffPage(staff, system, first.id)
  await expect(staff.getByText('Can open the course.')).toBeVisible()
  await expect(staff.getByText(`Paid in full by purchase ${second.reference}.`).first()).toBeVisible()
  await expect(
    staff.locator('.desk-answer').getByText(`Purchase ${first.reference} was refunded in full`),
  ).toBeVisible()
  await inspect(staff, 'money-back-staff-kept')
  await refund(system, second.id)
  await untilThere(system, first.id, 'revoked')
  await untilThere(system, second.id, 'revoked')
  await find(staff, system, person.smid)
  await expect(staff.getByText('Given back in full')).toHaveCount(2)
  await expect(staff.getByText('Access revoked')).toHaveCount(2)
  await inspect(staff, 'money-back-staff-search')
})
