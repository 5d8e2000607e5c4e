import { randomUUID } from 'node:crypto'
import { expect, test } from './fixture'
import { inspect } from './inspect'
import { cardOf, refund, untilThere } from './money-walk'
import { as, buy } from './staff-walk'

test.use({ signIn: true })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

test('Flockjay refuses to close it: support sees that it is open, and marks it as done by hand', async ({
  page,
  browser,
  system,
}) => {
  const bought = await buy(page, system)
  await untilThere(system, bought.id, 'active')
  const body = JSON.stringify({ code: 'validation', message: randomUUID() })
  system.flockjay.faults.replace([
    { match: 'DELETE /enrollments/*', status: 422, body, contentType: 'application/json' },
  ])
  await refund(system, bought.id)
  const last = 'SELECT action, state FROM delivery WHERE purchase_id = $1 ORDER BY number DESC LIMIT 1'
  const delivery = () => system.rows(last, [bought.id])
  await expect.poll(delivery).toEqual([{ action: 'revoke', state: 'needs-person' }])
  // The learner is told what holds, not what Flockjay still shows.
  const card = await cardOf(page, system, bought.reference)
  await expect(card.locator('.purchase-state')).toHaveText('Given back')
  const staff = await as(browser, system, 'support')
  const row = staff.getByRole('row').filter({ hasText: bought.reference })
  await expect(row.getByText('Access is still open.')).toBeVisible()
  await inspect(staff, 'money-back-staff-start')
  await row.getByRole('link').click()
  await expect(staff.getByText('May no longer open the course, but it is not closed yet.')).toBeVisible()
  await expect(staff.getByRole('button', { name: 'Retry now' })).toHaveCount(1)
  await staff.getByText('Mark the revoke at Flockjay as done by hand…').click()
  await staff.getByRole('textbox').fill(`Wrote to ${bought.email}`)
  await staff.getByRole('button', { name: 'It is done there' }).click()
  await expect(staff.getByText('Leave e-mail addresses out')).toBeVisible()
  await inspect(staff, 'money-back-staff-by-hand')
  await staff.getByRole('textbox').fill('Closed it in their admin pages.')
  await staff.getByRole('button', { name: 'It is done there' }).click()
  await expect(staff.getByText('It is marked as done by hand.')).toBeVisible()
  await expect(staff.getByText('Cannot open the course.')).toBeVisible()
  await expect(staff.getByRole('cell', { name: 'Revoke, by hand' })).toBeVisible()
  await expect(staff.getByRole('cell', { name: /· Closed it in their admin pages\.$/ })).toBeVisible()
  await expect(staff.getByRole('button', { name: 'Retry now' })).toHaveCount(0)
  expect(await delivery()).toEqual([{ action: 'revoke', state: 'done' }])
})
