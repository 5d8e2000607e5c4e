import { randomUUID } from 'node:crypto'
import { expect, test } from './fixture'
import { inspect } from './inspect'
import { as, buy, employee, enter, find } from './staff-walk'

test.use({ signIn: true })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

test('support finds a purchase by everything a learner may quote; an e-mail is never in the address', async ({
  browser,
  page: buyer,
  system,
}) => {
  const bought = await buy(buyer, system)
  const page = await as(browser, system, 'support')
  for (const typed of [
    bought.email.toUpperCase(),
    bought.smid,
    bought.reference,
    bought.session_id,
    bought.id,
  ]) {
    await find(page, system, ` ${typed} `)
    await expect(page).toHaveURL(`${system.appUrl}/staff/support/purchases/${bought.id}`)
  }
  await expect(page.getByText('Can open the course.')).toBeVisible()
  await inspect(page, 'staff-purchase')
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await find(page, system, 'nobody.here@example.com')
  await expect(page.getByRole('heading', { name: 'No purchase found' })).toBeVisible()
  await expect(page.getByLabel('Find purchases')).toHaveValue('nobody.here@example.com')
  await inspect(page, 'staff-search-nothing')
  await page.reload()
  await expect(page.getByRole('heading', { name: 'No purchase found' })).toBeVisible()
  expect(addresses.filter((address) => /nobody|%40|@/.test(address))).toEqual([])
  await find(page, system, 'Kim Rivera')
  await expect(page.getByRole('heading', { name: 'This is no form we can search by' })).toBeVisible()
  await page.goto(`${system.appUrl}/staff/support?search=forged`)
  await expect(page.getByText('This search is too old')).toBeVisible()
  const missing = await page.goto(`${system.appUrl}/staff/support/purchases/${randomUUID()}`)
  expect(missing?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such purchase')
  await inspect(page, 'staff-purchase-missing')
})

test('many purchases of an account are a list; each line opens its purchase', async ({
  browser,
  page: buyer,
  system,
}) => {
  const first = await buy(buyer, system)
  const second = await buy(await (await browser.newContext()).newPage(), system)
  // Two people of one account: the second's purchase is found by the first's account too.
  await system.rows('ALTER TABLE purchase DISABLE TRIGGER frozen')
  await system.rows('UPDATE purchase SET smid = $1 WHERE id = $2', [first.smid, second.id])
  await system.rows('ALTER TABLE purchase ENABLE TRIGGER frozen')
  const page = await as(browser, system, 'finance')
  await find(page, system, first.smid)
  await expect(page.getByRole('heading', { name: '2 found' })).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(3)
  await expect(page.getByText(second.email)).toBeVisible()
  await inspect(page, 'staff-search-results')
  await page.getByRole('link', { name: second.reference }).click()
  await expect(page.getByText(second.reference, { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Retry now' })).toHaveCount(0)
})

test('a failed delivery: support sees why, tries again, and the learner is in', async ({
  browser,
  page: buyer,
  system,
}) => {
  const body = JSON.stringify({ code: 'validation', message: 'no such user' })
  system.flockjay.faults.replace([
    { match: 'PUT /enrollments/*', status: 422, body, contentType: 'application/json' },
  ])
  const bought = await buy(buyer, system)
  const delivery = () =>
    system.rows<{ state: string }>('SELECT state FROM delivery WHERE purchase_id = $1', [bought.id])
  await expect.poll(delivery).toEqual([{ state: 'needs-person' }])
  const page = await as(browser, system, 'support')
  const refused: string[] = []
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))
  await expect(page.getByText(/need(s)? a person/).first()).toBeVisible()
  await inspect(page, 'staff-start-stuck')
  await page.getByRole('link', { name: bought.reference }).click()
  await expect(page.getByText('May open the course, but it is not open yet.')).toBeVisible()
  await expect(page.getByText(/Flockjay cannot use these details \(422\)/)).toBeVisible()
  await inspect(page, 'staff-purchase-stuck')
  system.flockjay.faults.replace([])
  // Two tabs, two clicks: one retry.
  const other = await page.context().newPage()
  await other.goto(page.url())
  await page.getByRole('button', { name: 'Retry now' }).click()
  await expect(page.getByText('A new try was asked for.')).toBeVisible()
  await other.getByRole('button', { name: 'Retry now' }).click()
  await expect(other.getByText('nothing was changed')).toBeVisible()
  await expect(buyer.getByRole('heading', { level: 1 })).toHaveText('You’re in.', { timeout: 20_000 })
  await expect.poll(delivery).toEqual([{ state: 'done' }])
  await page.reload()
  await expect(page.getByText('Can open the course.')).toBeVisible()
  await expect(page.getByRole('cell', { name: 'Retry asked for' })).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Retry now' })).toHaveCount(0)
  const enrolled = system.flockjay.enrollments().filter(({ smid }) => smid === bought.smid)
  expect(enrolled).toHaveLength(1)
  expect(refused, 'what the page’s policy refused').toEqual([])
})

test('an action is refused to who lost the role since the page was made, and to strangers', async ({
  browser,
  page: buyer,
  system,
}) => {
  const bought = await buy(buyer, system)
  await expect(buyer.getByRole('heading', { level: 1 })).toHaveText('You’re in.')
  await system.rows("UPDATE delivery SET state = 'needs-person', done_at = NULL WHERE purchase_id = $1", [
    bought.id,
  ])
  const page = await as(browser, system, 'support')
  await page.goto(`${system.appUrl}/staff/support/purchases/${bought.id}`)
  await system.rows(`UPDATE staff_role SET role = 'finance' WHERE role = 'support'`)
  await page.getByRole('button', { name: 'Retry now' }).click()
  await expect(page.getByText('Your role does not allow that; nothing was changed.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Retry now' })).toHaveCount(0)
  await system.rows(`UPDATE staff_role SET role = 'support' WHERE role = 'finance'`)
  await page.reload()
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Retry now' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Staff area')
  expect(await system.rows('SELECT state FROM delivery WHERE purchase_id = $1', [bought.id])).toEqual([
    { state: 'needs-person' },
  ])
})

test('a finding is closed with a note, without scripts too; a note with an e-mail comes back', async ({
  browser,
  page: buyer,
  system,
}) => {
  const bought = await buy(buyer, system)
  await system.rows(
    `INSERT INTO finding (kind, purchase_id, detail) VALUES ('possible-duplicate', $1, 'The same person seems to have bought this with RU-7F3K-91QD.')`,
    [bought.id],
  )
  const seen = await as(browser, system, 'support')
  await seen.goto(`${system.appUrl}/staff/support/findings`)
  await seen.getByRole('row').filter({ hasText: bought.reference }).getByText('Close…').click()
  await inspect(seen, 'staff-findings')
  const { name } = await employee(system, 'support')
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await enter(page, system, name, '/staff/support/findings')
  const finding = page.getByRole('row').filter({ hasText: bought.reference })
  await finding.getByText('Close…').click()
  await finding.getByRole('textbox').fill(`Wrote to ${bought.email}`)
  await finding.getByRole('button', { name: 'Close the finding' }).click()
  await expect(finding.getByText('Leave e-mail addresses out')).toBeVisible()
  await expect(finding.getByRole('textbox')).toHaveValue(`Wrote to ${bought.email}`)
  await finding.getByRole('textbox').fill('A colleague bought the other one.')
  await finding.getByRole('button', { name: 'Close the finding' }).click()
  await expect(page.getByText('The finding is closed.')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: bought.reference })).toHaveCount(0)
  await find(page, system, bought.reference)
  await expect(
    page.getByRole('cell', { name: `by ${name} · A colleague bought the other one.` }),
  ).toBeVisible()
})
