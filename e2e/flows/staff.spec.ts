import { randomUUID } from 'node:crypto'
import { expect, test } from './fixture'
import { inspect, picture } from './inspect'
import { as, buy, employee, enter } from './staff-walk'
import type { Role } from './staff-walk'

test.use({ signIn: true })
// Each page is looked at in two sizes on the way, which takes its time on a small machine.
test.describe.configure({ timeout: 120_000 })

test.describe('who may enter', () => {
  test('signed out: one button, back to the page asked for, not stored and not indexed', async ({
    page,
    system,
  }) => {
    const { name } = await employee(system, 'support')
    const response = await page.goto(`${system.appUrl}/staff/support/findings`)
    expect(response?.headers()).toMatchObject({
      'cache-control': expect.stringContaining('no-store'),
      'x-robots-tag': 'noindex',
    })
    await inspect(page, 'staff-sign-in')
    await enter(page, system, name, '/staff/support/findings')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Findings')
  })

  test('a login that does not answer is told, with another try', async ({ page, system }) => {
    system.sso.faults.replace([{ match: 'GET /staff/.well-known/openid-configuration', status: 503 }])
    await page.goto(`${system.appUrl}/staff`)
    await page.getByRole('button', { name: 'Sign in with Redis workforce login' }).click()
    await expect(page.getByText('Signing in did not work.')).toBeVisible()
    await inspect(page, 'staff-sign-in-failed')
    await expect(page.getByRole('button', { name: 'Sign in with Redis workforce login' })).toBeVisible()
  })

  test('without a role: who one is, in the words an admin needs, and nothing is read', async ({
    page,
    system,
  }) => {
    const { name, subject } = await employee(system)
    await enter(page, system, name)
    // An id of this journey's own: the worker is heard on the same wire.
    const stranger = randomUUID()
    const asked = await system.wire.during(async () => {
      await page.goto(`${system.appUrl}/staff/support/purchases/${stranger}`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have no role here yet')
    })
    expect(asked).not.toContain(stranger)
    expect(asked).toMatch(/staff_member/)
    await expect(page.getByText(subject)).toBeVisible()
    await expect(page.getByText(system.sso.staffIssuer)).toBeVisible()
    await expect(page.getByRole('navigation')).toHaveCount(0)
    await inspect(page, 'staff-no-role')
  })

  test('a customer stays outside, whatever Redis Cloud claims about them', async ({ page, system }) => {
    const { subject } = await employee(system, 'admin')
    // The same subject at the other issuer, with every claim a role could be read from.
    const misleading = { role: 'admin', roles: ['admin', 'support'] }
    system.sso.addPerson('cloud', {
      subject,
      name: `Eve ${subject}`,
      email: `${subject}@example.com`,
      smid: 'EVIL-13',
      misleading,
    })
    await page.goto(`${system.appUrl}/university/my-courses`)
    await page.getByRole('button', { name: 'Sign in with Redis Cloud' }).click()
    await page.getByRole('button', { name: `Eve ${subject}`, exact: true }).click()
    await expect(page.getByText('Signed in as')).toBeVisible()
    for (const path of ['/staff', '/staff/support', '/staff/people']) {
      await page.goto(system.appUrl + path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Staff area')
    }
    expect(
      await system.rows('SELECT 1 FROM staff_member WHERE subject = $1 AND issuer <> $2', [
        subject,
        system.sso.staffIssuer,
      ]),
    ).toEqual([])
  })

  test('an employee’s claimed roles count for nothing', async ({ page, system }) => {
    const { name, subject } = await employee(system)
    const misleading = { role: 'admin', roles: ['admin'] }
    system.sso.addPerson('staff', { subject, name, email: `${subject}@redis.example`, misleading })
    await enter(page, system, name)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have no role here yet')
  })

  test('a role taken away ends with the next click; signing out ends everything', async ({
    page,
    system,
  }) => {
    const { name, subject } = await employee(system, 'support')
    await enter(page, system, name)
    await expect(page.getByRole('link', { name: 'Purchases' })).toBeVisible()
    await system.rows(
      'DELETE FROM staff_role r USING staff_member m WHERE m.id = r.staff_id AND m.subject = $1',
      [subject],
    )
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You have no role here yet')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Staff area')
  })
})

test('on a phone the places and the way out are in a menu', async ({ browser, system }) => {
  const page = await as(browser, system, 'support')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('link', { name: 'Findings', exact: true })).toBeHidden()
  await page.getByText('Menu').click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await picture(page, 'staff-menu-phone')
  await page.getByRole('link', { name: 'Findings', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Findings')
})

const REFUSED = 'Your role does not open this page'
const PAGES: readonly (readonly [path: string, heading: string, roles: readonly Role[]])[] = [
  ['/staff/support', 'Purchases', ['finance', 'support']],
  ['/staff/support/findings', 'Findings', ['support']],
  ['/staff/people', 'People and roles', ['admin']],
  ['/staff/catalog', 'Catalog', ['marketing', 'marketing-admin']],
]
for (const role of ['marketing', 'finance', 'support', 'admin'] as const) {
  test(`${role}: opens what is theirs, and is told so about the rest`, async ({
    browser,
    page: buyer,
    system,
  }) => {
    const bought = await buy(buyer, system)
    const page = await as(browser, system, role)
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Hello')
    await inspect(page, `staff-start-${role}`)
    for (const [path, heading, roles] of PAGES) {
      await page.goto(system.appUrl + path)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        roles.includes(role) ? heading : REFUSED,
      )
      await expect(page.getByRole('link', { name: heading, exact: true })).toHaveCount(
        roles.includes(role) ? 1 : 0,
      )
    }
    const reads = role === 'finance' || role === 'support'
    // An id that nothing else in the system asks for at the same time.
    const stranger = randomUUID()
    const asked = await system.wire.during(async () => {
      await page.goto(`${system.appUrl}/staff/support/purchases/${stranger}`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(
        reads ? 'There is no such purchase' : REFUSED,
      )
    })
    expect(asked.includes(stranger)).toBe(reads)
    await page.goto(`${system.appUrl}/staff/support/purchases/${bought.id}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(reads ? 'Distributed Locks' : REFUSED)
    await expect(page.getByText(bought.email)).toHaveCount(reads ? 1 : 0)
  })
}

test('an admin gives and takes roles; the last admin stays', async ({ browser, system }) => {
  await system.rows("DELETE FROM staff_role WHERE role = 'admin'")
  const admin = await employee(system, 'admin')
  const newcomer = await employee(system)
  const theirs = await (await browser.newContext()).newPage()
  await enter(theirs, system, newcomer.name)
  const page = await (await browser.newContext()).newPage()
  await enter(page, system, admin.name, '/staff/people')
  const row = (who: { subject: string }) => page.getByRole('row').filter({ hasText: who.subject })
  await row(newcomer).getByLabel(`Role for ${newcomer.name}`).selectOption('support')
  await row(newcomer).getByRole('button', { name: 'Give' }).click()
  await expect(page.getByText('The role is given.')).toBeVisible()
  await theirs.reload()
  await expect(theirs.getByRole('link', { name: 'Purchases' })).toBeVisible()
  await row(newcomer).getByText('take away…').click()
  await inspect(page, 'staff-people')
  await row(newcomer)
    .getByRole('button', { name: `Take support from ${newcomer.name}` })
    .click()
  await expect(page.getByText('The role is taken away.')).toBeVisible()
  await theirs.reload()
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('You have no role here yet')
  await row(admin).getByText('take away…').click()
  await row(admin).getByRole('button', { name: 'Take admin from you' }).click()
  await expect(page.getByText('This is the last admin.')).toBeVisible()
  expect(await system.rows("SELECT count(*)::int AS n FROM staff_role WHERE role = 'admin'")).toEqual([
    { n: 1 },
  ])
  expect(
    await system.rows(
      `SELECT a.action, a.detail FROM audit a JOIN staff_member m ON m.id::text = a.subject_id WHERE m.subject = $1 ORDER BY a.id`,
      [newcomer.subject],
    ),
  ).toEqual([
    { action: 'staff.grant', detail: { role: 'support' } },
    { action: 'staff.revoke', detail: { role: 'support' } },
  ])
})
