import type { Browser, Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { expect } from './fixture'
import type { System } from './fixture'
import { confirmAndContinue, newPerson, signIn } from './sign-in'
import { openLink, pay } from './walk'

const SKU = 'RU-LAB-LOCKS'
export type Role = 'marketing' | 'marketing-admin' | 'finance' | 'support' | 'admin'

/** An employee nobody else in the run is, with these roles already in the database. */
export async function employee(system: System, ...roles: Role[]): Promise<{ name: string; subject: string }> {
  const id = randomUUID().slice(0, 8)
  const person = { subject: `staff-${id}`, name: `Robin ${id}`, email: `robin.${id}@redis.example` }
  system.sso.addPerson('staff', person)
  for (const role of roles)
    await system.rows(
      `WITH member AS (
         INSERT INTO staff_member (issuer, subject) VALUES ($1, $2)
         ON CONFLICT (issuer, subject) DO UPDATE SET subject = excluded.subject RETURNING id)
       INSERT INTO staff_role (staff_id, role) SELECT id, $3 FROM member`,
      [system.sso.staffIssuer, person.subject, role],
    )
  return person
}
/** Opens a staff page and signs in on the way. */
export async function enter(page: Page, system: System, name: string, path = '/staff'): Promise<void> {
  await page.goto(system.appUrl + path)
  await page.getByRole('button', { name: 'Sign in with Redis workforce login' }).click()
  await page.getByRole('button', { name, exact: true }).click()
  await page.waitForURL(system.appUrl + path)
}
export const as = async (browser: Browser, system: System, ...roles: Role[]): Promise<Page> => {
  const page = await (await browser.newContext()).newPage()
  await enter(page, system, (await employee(system, ...roles)).name)
  return page
}

/** A learner who pays; the page is left at the done page. */
export async function buy(page: Page, system: System, sku = SKU) {
  const person = newPerson(system)
  await openLink(page, system, person, sku)
  await signIn(page, person)
  await confirmAndContinue(page)
  await pay(page)
  await expect.poll(() => purchaseOf(system, person.smid)).toBeDefined()
  return { ...person, ...(await purchaseOf(system, person.smid))! }
}
type Bought = { id: string; reference: string; session_id: string; invoice_number: string | null }
const purchaseOf = async (system: System, smid: string) =>
  (
    await system.rows<Bought>(
      'SELECT id, reference, session_id, invoice_number FROM purchase WHERE smid = $1',
      [smid],
    )
  )[0]

export async function find(page: Page, system: System, typed: string): Promise<void> {
  await page.goto(`${system.appUrl}/staff/support`)
  await page.getByLabel('Find purchases').fill(typed)
  await page.getByRole('button', { name: 'Find' }).click()
}
