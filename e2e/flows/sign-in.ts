import { createHmac, randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { System } from './fixture'

export type Person = {
  readonly subject: string
  readonly name: string
  readonly email: string
  readonly smid: string
}

/** A customer of Redis Cloud nobody else in the run is. */
export function newPerson(system: System, smid = `ACME-${randomUUID().slice(0, 8)}`): Person {
  const id = randomUUID().slice(0, 8)
  const person = { subject: `cloud-${id}`, name: `Kim ${id}`, email: `kim.${id}@example.com`, smid }
  system.sso.addPerson('cloud', person)
  return person
}

/** On our page: goes to Redis Cloud and comes back as this person. */
export async function signIn(
  page: Page,
  person: Pick<Person, 'name'>,
  button = 'Continue with Redis Cloud',
): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('button', { name: person.name, exact: true }).click()
}

/** Where who is buying is known: confirms the address rule and goes on to Stripe. */
export async function confirmAndContinue(page: Page): Promise<void> {
  await page.getByLabel(/I will give my correct billing address/).check()
  await page.getByRole('button', { name: 'Continue to Stripe and pay' }).click()
}

/** A signed link's token put together by hand, so that anything can be wrong with it. */
export function token(
  system: System,
  claims: object,
  header: object = {},
  secret = system.handoff.secret,
): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
  const now = Math.floor(Date.now() / 1_000)
  const all = {
    sku: 'RU-LAB-LOCKS',
    smid: 'ACME-1',
    sub: 'fj-1',
    iat: now,
    exp: now + 600,
    jti: randomUUID(),
    ...claims,
  }
  const signed = `${part({ alg: 'HS256', kid: system.handoff.kid, ...header })}.${part(all)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
