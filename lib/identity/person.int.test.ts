import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { flockjayUserIdSchema, signInIdSchema, smidSchema } from '@/lib/ids'
import type { Buyer } from './buyer'
import { findLearner, findPerson } from './find-person'
import { lockPerson } from './person'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 8,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const lock = (buyer: Buyer, email: string) => db.prisma.$transaction((tx) => lockPerson(tx, buyer, email))
const ACME = smidSchema.parse('ACME-1')
const claimed = (smid = ACME): Buyer => ({ identity: 'claimed', smid, linkSmid: smid })
const signed = (id: string, email?: string, smid = ACME): Buyer => ({
  identity: 'signed',
  smid,
  flockjayUserId: flockjayUserIdSchema.parse(id),
  jti: 'jti',
  returnTo: undefined,
  email,
  name: undefined,
})
const sso = (subject: string, email: string, emailVerified = true, smid = ACME): Buyer => ({
  identity: 'sso',
  smid,
  issuer: 'https://cloud.example',
  subject,
  email,
  emailVerified,
  name: 'Lena Rivera',
  contactId: '003',
  linkSmid: undefined,
})

describe('one person', () => {
  it('is one row however often and at once they come', async () => {
    for (const buyer of [signed('u1', 'u1@example.com'), sso('s1', 's1@example.com'), claimed()]) {
      const rows = await Promise.all(Array.from({ length: 8 }, () => lock(buyer, 'one@example.com')))
      expect(new Set(rows).size).toBe(1)
    }
  })
  it('known both ways with the same vouched address and account becomes one, in either order', async () => {
    const first = await lock(signed('u2', 'Two@example.com'), 'Two@example.com')
    expect(await lock(sso('s2', 'two@example.com'), 'two@example.com')).toBe(first)
    const second = await lock(sso('s3', 'three@example.com'), 'three@example.com')
    expect(await lock(signed('u3', 'three@example.com'), 'three@example.com')).toBe(second)
    expect(await findPerson(db, signed('u2'))).toBe(first)
    expect(await findPerson(db, sso('s2', 'other@example.com'))).toBe(first)
  })
  it('is found before they are joined, by whom a purchase would join them, and by no one else', async () => {
    const id = await lock(signed('u10', 'ten@example.com'), 'ten@example.com')
    const learner = (email: string, emailVerified = true, smid: typeof ACME | undefined = ACME) => ({
      signInId: signInIdSchema.parse('0198b1f0-7b1e-4000-8000-000000000001'),
      issuer: 'https://cloud.example',
      subject: 's10',
      email,
      emailVerified,
      name: undefined,
      smid,
      contactId: undefined,
    })
    expect(await findLearner(db, learner('Ten@example.com'))).toBe(id)
    expect(await findLearner(db, learner('ten@example.com', false))).toBeUndefined()
    expect(await findLearner(db, learner('eleven@example.com'))).toBeUndefined()
    expect(
      await findLearner(db, learner('ten@example.com', true, smidSchema.parse('OTHER-3'))),
    ).toBeUndefined()
    expect(await findLearner(db, { ...learner('ten@example.com'), smid: undefined })).toBeUndefined()
    await lock(signed('u12'), 'typed@example.com')
    expect(await findLearner(db, learner('typed@example.com'))).toBeUndefined()
  })
  it.each<[string, Buyer, Buyer]>([
    ['typed, then signed in', signed('u4'), sso('s4', 'four@example.com')],
    ['claimed, then signed in', claimed(), sso('s5', 'four@example.com')],
    ['not verified by Redis Cloud', signed('u6', 'four@example.com'), sso('s6', 'four@example.com', false)],
    [
      'of another account',
      signed('u7', 'four@example.com'),
      sso('s7', 'four@example.com', true, smidSchema.parse('OTHER-1')),
    ],
  ])('is never taken over by an address that was %s', async (_case, before, after) => {
    const victim = await lock(before, 'four@example.com')
    expect(await lock(after, 'four@example.com')).not.toBe(victim)
  })
  it('claimed is found by nobody, and keeps apart by account', async () => {
    const one = await lock(claimed(), 'five@example.com')
    expect(await lock(claimed(smidSchema.parse('OTHER-2')), 'five@example.com')).not.toBe(one)
    expect(await findPerson(db, claimed())).toBeUndefined()
  })
  it('who changed address or account stays the same person', async () => {
    const before = await lock(sso('s8', 'old@example.com'), 'old@example.com')
    const moved = sso('s8', 'new@example.com', true, smidSchema.parse('NEW-1'))
    expect(await lock(moved, 'new@example.com')).toBe(before)
    expect(await db.prisma.customer.findUnique({ where: { id: before } })).toMatchObject({
      smid: 'NEW-1',
      email: 'new@example.com',
    })
  })
})
