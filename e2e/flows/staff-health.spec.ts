import { expect, test } from './fixture'
import type { System } from './fixture'
import { inspect } from './inspect'
import { as, buy } from './staff-walk'

test.use({ signIn: true })
test.describe.configure({ timeout: 120_000, mode: 'serial' })

/** Journeys before this one share its database: what they left stuck is put right, as if a person had. */
async function settleEverything(system: System): Promise<void> {
  await system.rows(
    "UPDATE delivery SET state = 'done', done_at = now() WHERE state IN ('waiting', 'needs-person')",
  )
  await system.rows("UPDATE stripe_event SET state = 'handled', handled_at = now() WHERE state = 'received'")
  await system.rows('UPDATE discrepancy SET resolved_at = now() WHERE resolved_at IS NULL')
}

test.afterAll(({ system }) => settleEverything(system))

test('all is well: that is said first, and what was looked at is below', async ({ browser, system }) => {
  await settleEverything(system)
  const page = await as(browser, system, 'admin')
  await page.getByRole('link', { name: 'Health', exact: true }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Health')
  await expect(page.getByText('Nothing is stuck.')).toBeVisible()
  await expect(page.getByRole('row', { name: /To Flockjay/ })).toContainText('answers')
  await expect(page.getByRole('row', { name: /Number \d+/ })).toHaveCount(1)
  await inspect(page, 'staff-health-well')
})

test('what is stuck is counted, explained and linked, and it goes when it is put right', async ({
  browser,
  page: buyer,
  system,
}) => {
  const body = JSON.stringify({ code: 'validation', message: 'no such user' })
  system.flockjay.faults.replace([
    { match: 'PUT /enrollments/*', status: 422, body, contentType: 'application/json' },
  ])
  const bought = await buy(buyer, system)
  const state = () =>
    system.rows<{ state: string }>('SELECT state FROM delivery WHERE purchase_id = $1', [bought.id])
  await expect.poll(state).toEqual([{ state: 'needs-person' }])
  await system.rows(
    `INSERT INTO discrepancy (kind, subject, account, detail, first_seen_at) VALUES
      ('paid-without-access', $1::text, NULL, $2::text || ': Flockjay shows nothing.', now() - interval '2 hours'),
      ('of-a-later-version', 'txn_1', 'default', 'Found by a newer version.', now() - interval '3 days')`,
    [bought.id, bought.reference],
  )
  await system.rows(
    `INSERT INTO reconciliation (name, started_at, finished_at)
     VALUES ('books', now() - interval '2 days', now() - interval '2 days')
     ON CONFLICT (name) DO UPDATE SET started_at = excluded.started_at, finished_at = excluded.finished_at`,
  )
  const page = await as(browser, system, 'support')
  await page.goto(`${system.appUrl}/staff/health`)
  await expect(page.getByText('4 things need somebody.')).toBeVisible()
  await expect(page.getByText('1 delivery to Flockjay needs a person: see below.')).toBeVisible()
  await expect(page.getByText('2 discrepancies are open, the oldest for 3 days.')).toBeVisible()
  await expect(page.getByRole('row', { name: /Our own books/ })).toContainText('late')
  await expect(page.getByText('A kind that this version does not know.')).toBeVisible()
  await inspect(page, 'staff-health-stuck')
  const details = await page.request.get(`${system.appUrl}/api/health/ready`)
  expect(details.status()).toBe(200)
  expect(await details.json()).toMatchObject({
    status: 'ready',
    details: {
      needs_somebody: [
        { kind: 'deliveries-need-person', destination: 'flockjay', count: 1 },
        { kind: 'discrepancies', count: 2 },
        { kind: 'comparison-late', comparison: 'books' },
      ],
      destinations: [{ destination: 'flockjay', waiting: 0, needs_person: 1 }],
    },
  })
  expect(await details.text()).not.toContain('@')
  await page
    .getByRole('table', { name: /Deliveries that need a person/ })
    .getByRole('link', { name: bought.reference })
    .click()
  await expect(page).toHaveURL(`${system.appUrl}/staff/support/purchases/${bought.id}#what-happened`)
  system.flockjay.faults.replace([])
  await page.getByRole('button', { name: 'Retry now' }).click()
  await expect.poll(state).toEqual([{ state: 'done' }])
  await system.rows('UPDATE discrepancy SET resolved_at = now() WHERE resolved_at IS NULL')
  await system.rows('UPDATE reconciliation SET started_at = now(), finished_at = now()')
  await page.goto(`${system.appUrl}/staff/health`)
  await expect(page.getByText('Nothing is stuck.')).toBeVisible()
})

test('a worker that is gone and a platform that does not answer are said with what to do', async ({
  browser,
  system,
}) => {
  const page = await as(browser, system, 'finance')
  await system.stopWorker('SIGTERM')
  await page.goto(`${system.appUrl}/staff/health`)
  await expect(page.getByText('No worker is running, so nothing is processed or delivered.')).toBeVisible()
  await system.rows(
    `INSERT INTO circuit (destination, state, failures, opened_at, probe_at) VALUES ('flockjay', 'open', 5, now(), now() + interval '1 hour')
     ON CONFLICT (destination) DO UPDATE SET state = 'open', failures = 5, opened_at = excluded.opened_at, probe_at = excluded.probe_at`,
  )
  await page.reload()
  await expect(page.getByRole('row', { name: /To Flockjay/ })).toContainText(
    'no answer for less than a minute',
  )
  await inspect(page, 'staff-health-no-worker')
  await system.startWorker()
  await page.reload()
  await expect(page.getByText('No worker is running')).toHaveCount(0)
})

test('it is not for marketing, and strangers learn no more than whether the site is ready', async ({
  browser,
  page: stranger,
  system,
}) => {
  const page = await as(browser, system, 'marketing')
  await expect(page.getByRole('link', { name: 'Health', exact: true })).toHaveCount(0)
  await page.goto(`${system.appUrl}/staff/health`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your role does not open this page')
  await inspect(page, 'staff-health-refused')
  for (const request of [page.request, stranger.request]) {
    const answer = await request.get(`${system.appUrl}/api/health/ready`)
    expect(await answer.json()).toEqual({ status: 'ready' })
  }
})
