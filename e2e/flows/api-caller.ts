import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { expectAsDocumented } from './contract'
import { expect } from './fixture'
import type { System } from './fixture'

const entitlementsSchema = z.object({
  smid: z.string(),
  learners: z.array(
    z.object({ learner: z.string(), courses: z.array(z.object({ sku: z.string(), state: z.string() })) }),
  ),
  next: z.string().nullable(),
})

/** The contract's name of what an account's people own, and the address of one account's. */
export const COURSES = '/api/v1/learners/{smid}/courses'
export const courses = (smid: string, query = ''): string => `/api/v1/learners/${smid}/courses${query}`

/** Holds an answer of the entitlements against the contract, and reads it. */
export async function entitlements(answer: Response) {
  expect(answer.status).toBe(200)
  return entitlementsSchema.parse(await expectAsDocumented(COURSES, answer))
}

/** A key of our own, with its scopes. */
export async function newKey({ rows }: System, scopes = ['entitlements', 'catalog']): Promise<string> {
  const key = `ruk_${randomBytes(32).toString('base64url')}`
  const hash = createHash('sha256').update(key).digest()
  await rows('INSERT INTO api_key (name, hash, scopes) VALUES ($1, $2, $3)', [
    `key-${randomUUID()}`,
    hash,
    scopes,
  ])
  return key
}

/** An account nobody else in the run has. */
export const account = (): string => `ACME-${randomUUID().slice(0, 8)}`

/** Asks as one caller; another address is another caller. */
export function asking({ appUrl }: System, key?: string, from: string = randomUUID()) {
  return (path: string, headers: Record<string, string> = {}) =>
    fetch(`${appUrl}${path}`, {
      redirect: 'manual',
      headers: { 'x-forwarded-for': from, ...(key && { authorization: `Bearer ${key}` }), ...headers },
    })
}
