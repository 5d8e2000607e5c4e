import { expect, test } from './fixture'
import { inspect, picture } from './inspect'
import { refund, untilThere } from './money-walk'
import { arrive, expectRecord, recordOf, REFUSES, timePasses } from './salesforce-walk'
import { as, buy } from './staff-walk'

test.use({ signIn: true, salesforce: true })
const WRONG_ID = /15 or 18 characters that begin with 003/
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

test('a purchase is in Salesforce with every field; its account comes later and is linked; a refund is told', async ({
  page,
  browser,
  system,
}) => {
  const bought = await buy(page, system)
  const record = await recordOf(system, bought.id)
  const [ours] = await system.rows<{ total: string; tax: string; intent: string; created: Date; paid: Date }>(
    `SELECT total::text, tax::text, payment_intent_id AS intent, created_at AS created, paid_at AS paid FROM purchase WHERE id = $1`,
    [bought.id],
  )
  // Salesforce keeps no milliseconds.
  const second = (date: Date | undefined) => date?.toISOString().replace(/\.\d{3}Z$/, '.000+0000')
  expect(record).toMatchObject({
    Name: bought.reference,
    Purchase_Id__c: bought.id,
    Status__c: 'Paid',
    Access__c: 'Active',
    Match_Status__c: 'Pending',
    Match_Note__c: 'No account has this SMID yet.',
    Buyer_SMID__c: bought.smid,
    Buyer_Email__c: bought.email,
    Currency__c: 'USD',
    Amount__c: Number(ours?.total) / 100,
    Tax__c: Number(ours?.tax) / 100,
    Discount__c: 0,
    Refunded__c: 0,
    Ordered_At__c: second(ours?.created),
    Paid_At__c: second(ours?.paid),
    Stripe_Account__c: 'default',
    Payment_Intent__c: ours?.intent,
    Page__c: `${system.appUrl}/staff/support/purchases/${bought.id}`,
  })
  await expect.poll(async () => (await recordOf(system, bought.id))['Invoice_Number__c']).toMatch(/\S/)
  const course = system.salesforce.records('Course__c').find(({ Id }) => Id === record['Course__c'])
  expect(course).toMatchObject({ Course_Code__c: 'RU-LAB-LOCKS', Kind__c: 'lab' })

  const staff = await as(browser, system, 'support')
  await staff.getByRole('link', { name: 'Salesforce', exact: true }).click()
  const row = staff.getByRole('row').filter({ hasText: bought.reference })
  await expect(
    row.getByText(`Waiting for the account with SMID ${bought.smid} to appear in Salesforce.`),
  ).toBeVisible()
  await inspect(staff, 'salesforce-unmatched')
  const { account, contacts } = arrive(system, bought.smid, bought.email.toUpperCase())
  await staff.getByRole('button', { name: 'Look again now' }).click()
  await expectRecord(system, bought.id, {
    Match_Status__c: 'Matched',
    Account__c: account,
    Contact__c: contacts[0],
  })
  const report = `SELECT Account__c, Course__c, COUNT_DISTINCT(Contact__c) people FROM Course_Purchase__c
    WHERE Status__c = 'Paid' GROUP BY Account__c, Course__c`
  const rowsOfReport = () => system.salesforce.query(report).filter((one) => one['Account__c'] === account)
  expect(rowsOfReport()).toMatchObject([{ Course__c: course?.Id, people: 1 }])
  await staff.goto(`${system.appUrl}/staff/support/salesforce`)
  await expect(staff.getByRole('row').filter({ hasText: bought.reference })).toHaveCount(0)

  await untilThere(system, bought.id, 'active')
  await refund(system, bought.id)
  await expectRecord(system, bought.id, {
    Status__c: 'Refunded',
    Access__c: 'Revoked',
    Refunded__c: Number(ours?.total) / 100,
    Account__c: account,
  })
  expect(rowsOfReport()).toEqual([])
  await staff.goto(`${system.appUrl}/staff/support/purchases/${bought.id}`)
  await expect(staff.getByRole('heading', { name: 'Salesforce' })).toBeVisible()
  await inspect(staff, 'salesforce-purchase')
})

test('Salesforce is down for hours: learners notice nothing, and all goes out in order when it is back', async ({
  page,
  browser,
  system,
}) => {
  system.salesforce.faults.replace([{ match: 'PATCH /services/data/*', effect: 'server-unavailable' }])
  const first = await buy(page, system)
  await expect(page.getByRole('link', { name: /Open/ }).first()).toBeVisible()
  const others = await browser.newContext()
  const second = await buy(await others.newPage(), system)
  await untilThere(system, first.id, 'active')
  await untilThere(system, second.id, 'active')
  const waiting = () =>
    system.rows(
      `SELECT 1 FROM delivery WHERE destination = 'salesforce' AND state = 'waiting' AND attempts > 0 AND purchase_id = ANY ($1)`,
      [[first.id, second.id]],
    )
  await expect.poll(async () => (await waiting()).length).toBe(2)
  await system.rows(
    `UPDATE circuit SET state = 'open', failures = 5, opened_at = now() - interval '3 hours', probe_at = now() + interval '1 hour'
     WHERE destination = 'salesforce'`,
  )
  await system.rows(
    `UPDATE delivery SET created_at = now() - interval '3 hours' WHERE destination = 'salesforce' AND state = 'waiting'`,
  )
  const staff = await as(browser, system, 'support')
  await staff.getByRole('link', { name: 'Salesforce', exact: true }).click()
  await expect(staff.getByText(/Salesforce has not answered for 3 hours/)).toBeVisible()
  await inspect(staff, 'salesforce-down')
  system.salesforce.faults.replace([])
  await timePasses(system)
  await expectRecord(system, first.id, { Status__c: 'Paid' })
  await expectRecord(system, second.id, { Status__c: 'Paid' })
  const held = system.salesforce.records('Course_Purchase__c').map((record) => record['Purchase_Id__c'])
  expect(held.indexOf(first.id)).toBeLessThan(held.indexOf(second.id))
  await others.close()
})

test('a rule of the org refuses a purchase: support sees why, and tries again once it is repaired', async ({
  page,
  browser,
  system,
}) => {
  system.salesforce.faults.replace([REFUSES])
  const bought = await buy(page, system)
  const state = `SELECT state FROM delivery WHERE purchase_id = $1 AND destination = 'salesforce' ORDER BY number DESC LIMIT 1`
  await expect.poll(() => system.rows(state, [bought.id])).toEqual([{ state: 'needs-person' }])
  const staff = await as(browser, system, 'support')
  await staff.getByRole('link', { name: 'Salesforce', exact: true }).click()
  const row = staff.getByRole('row').filter({ hasText: bought.reference })
  await expect(
    row.getByText(/FIELD_CUSTOM_VALIDATION_EXCEPTION.*Purchases need a region/).first(),
  ).toBeVisible()
  await inspect(staff, 'salesforce-refused')
  system.salesforce.faults.replace([])
  await row.getByRole('button', { name: 'Retry now' }).click()
  await expectRecord(system, bought.id, { Status__c: 'Paid' })
  await expect.poll(() => system.rows(state, [bought.id])).toEqual([{ state: 'done' }])
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('several contacts may be the buyer: support says which, also one of another account', async ({
    browser,
    system,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: true })
    const bought = await buy(await context.newPage(), system)
    const { contacts } = arrive(system, bought.smid, bought.email, bought.email)
    const stranger = arrive(system, `OTHER-${bought.smid}`, 'somebody@example.com')
    await system.rows(
      `SELECT enqueue_job('salesforce-pass', '{"pass":"match-all"}', gen_random_uuid()::text, now())::text`,
    )
    await expectRecord(system, bought.id, { Match_Status__c: 'Ambiguous' })
    const withScripts = await as(browser, system, 'support')
    const staff = await (
      await browser.newContext({
        javaScriptEnabled: false,
        storageState: await withScripts.context().storageState(),
      })
    ).newPage()
    await staff.goto(`${system.appUrl}/staff/support/salesforce`)
    const row = () => staff.getByRole('row').filter({ hasText: bought.reference })
    const type = async (text: string) => {
      if (!(await row().getByLabel('The contact’s id in Salesforce').isVisible()))
        await row().getByText('Match to a contact…').click()
      await row().getByLabel('The contact’s id in Salesforce').fill(text)
      await row().getByRole('button', { name: 'Match to this contact' }).click()
    }
    await type('l.rivera@example.com')
    await expect(row().getByText(WRONG_ID)).toBeVisible()
    await type('003000000000000AAA')
    await picture(staff, 'salesforce-choose-unknown')
    await type(stranger.contacts[0] ?? '')
    await expect(staff.getByText(new RegExp(`has SMID OTHER-${bought.smid}`))).toBeVisible()
    await picture(staff, 'salesforce-choose-other')
    await staff.goto(`${system.appUrl}/staff/support/salesforce`)
    await type(contacts[1] ?? '')
    await expectRecord(system, bought.id, { Match_Status__c: 'Matched', Contact__c: contacts[1] })
    await context.close()
  })
})

test('what nobody can match is left with a note; other roles see nothing of it', async ({
  page,
  browser,
  system,
}) => {
  const bought = await buy(page, system)
  await recordOf(system, bought.id)
  await system.rows(
    `UPDATE salesforce_record SET pending_since = now() - interval '40 hours' WHERE purchase_id = $1`,
    [bought.id],
  )
  // The longest there can be, and a pause whose reason is as long.
  await system.rows(
    `UPDATE customer SET email = repeat('long.name.', 24) || '@example.com' WHERE id = (SELECT customer_id FROM purchase WHERE id = $1)`,
    [bought.id],
  )
  await system.rows(
    `UPDATE delivery SET state = 'needs-person', done_at = NULL, last_detail = 'FIELD_INTEGRITY_EXCEPTION: ' || repeat('x', 173)
     WHERE purchase_id = $1 AND destination = 'salesforce'`,
    [bought.id],
  )
  await system.rows(
    `UPDATE circuit SET state = 'open', failures = 5, opened_at = now(), probe_at = now() + interval '1 hour',
       detail = 'The metadata is not deployed, or its permission set is not assigned (INVALID_FIELD: ' || repeat('y', 100) || ')'
     WHERE destination = 'salesforce'`,
  )
  const staff = await as(browser, system, 'support')
  await staff.goto(`${system.appUrl}/staff/support/purchases/${bought.id}`)
  await inspect(staff, 'salesforce-purchase-long')
  await staff.goto(`${system.appUrl}/staff/health`)
  await expect(staff.getByText(/36 hours/).first()).toBeVisible()
  await inspect(staff, 'salesforce-health')
  await staff.goto(`${system.appUrl}/staff/support/salesforce?show=overdue`)
  const row = staff.getByRole('row').filter({ hasText: bought.reference }).last()
  await row.getByText('Leave as it is…').click()
  await row.getByRole('textbox').fill('A private buyer without a company.')
  await inspect(staff, 'salesforce-leave')
  await row.getByRole('button', { name: 'Leave it as it is' }).click()
  await expect(staff.getByText(/Left as they are \(1\)/)).toBeVisible()
  await staff.goto(`${system.appUrl}/staff/support/salesforce?show=left`)
  await expect(staff.getByText(/A private buyer without a company\./)).toBeVisible()
  const finance = await as(browser, system, 'finance')
  await finance.goto(`${system.appUrl}/staff/support/salesforce`)
  await expect(finance.getByText('Salesforce is for support')).toBeVisible()
})
