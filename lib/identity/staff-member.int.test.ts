import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { staffIdSchema } from '@/lib/ids'
import type { StaffActor } from './permit'
import { findStaff, ownIdentity, recordStaffSignIn } from './staff-member'
import { listStaff } from './staff-member-list'
import { grantRole, revokeRole } from './staff-member-roles'

const ISSUER = 'https://login.redis.example'
let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 6,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
})
afterEach(() => db.pool.query('DELETE FROM staff_role'))
afterAll(async () => {
  await db.close()
  await database.drop()
})

const named = (subject: string) => ({ issuer: ISSUER, subject })
const signIn = (subject: string, more: { name?: string; email?: string } = {}) =>
  recordStaffSignIn(db, { ...named(subject), name: undefined, email: undefined, ...more })
const rolesOf = async (subject: string) => (await findStaff(db, named(subject)))?.roles
const audited = async (subject: string) => {
  const sql = `SELECT a.actor, a.action, a.detail FROM audit a JOIN staff_member m ON m.id::text = a.subject_id
    WHERE a.subject_type = 'staff' AND m.subject = $1 ORDER BY a.id`
  return (await db.pool.query(sql, [subject])).rows
}
/** An employee as `currentStaff` finds them. */
async function staff(subject: string): Promise<StaffActor> {
  const found = await findStaff(db, named(subject))
  if (found === undefined) throw new Error(`${subject} never signed in`)
  return found
}

describe('a sign-in', () => {
  it('is remembered once, also when two arrive together, with the latest name and without a role', async () => {
    const ids = await Promise.all([signIn('ada', { name: 'Ada A' }), signIn('ada', { name: 'Ada A' })])
    expect(new Set(ids).size).toBe(1)
    await signIn('ada', { name: 'Ada Admin', email: 'ada@redis.example' })
    await signIn('ada')
    expect(await staff('ada')).toEqual({ staffId: ids[0], name: 'Ada Admin', roles: [] })
    expect(await ownIdentity(db, await staff('ada'))).toEqual({ ...named('ada'), email: 'ada@redis.example' })
  })
  it('takes in no role, whatever else the issuer claims', async () => {
    const claims = { ...named('eve'), name: 'Eve', email: undefined, role: 'admin', roles: ['admin'] }
    await recordStaffSignIn(db, claims)
    expect(await rolesOf('eve')).toEqual([])
  })
  it('of the same subject at another issuer is another person', async () => {
    await grantRole(db, 'command', named('ada'), 'admin')
    await recordStaffSignIn(db, {
      issuer: 'https://cloud.example',
      subject: 'ada',
      name: 'x',
      email: undefined,
    })
    expect(await findStaff(db, { issuer: 'https://cloud.example', subject: 'ada' })).toMatchObject({
      roles: [],
    })
  })
  it('that never was is nobody', async () => {
    expect(await findStaff(db, named('never'))).toBeUndefined()
  })
})

describe('a role', () => {
  it('can be given by command before the first sign-in, and is found with it', async () => {
    expect(await grantRole(db, 'command', named('boss'), 'admin')).toEqual({ outcome: 'granted' })
    await signIn('boss', { name: 'Bo Boss' })
    expect(await staff('boss')).toMatchObject({ name: 'Bo Boss', roles: ['admin'] })
    expect(await audited('boss')).toEqual([
      { actor: 'command', action: 'staff.grant', detail: { role: 'admin' } },
    ])
  })
  it('is given and taken once, however often it is asked, with one audit row each', async () => {
    await grantRole(db, 'command', named('boss'), 'admin')
    const admin = await staff('boss')
    const staffId = await signIn('max')
    const given = await Promise.all([1, 2, 3].map(() => grantRole(db, admin, { staffId }, 'support')))
    expect(given.map(({ outcome }) => outcome).sort()).toEqual(['granted', 'had-it', 'had-it'])
    expect(await rolesOf('max')).toEqual(['support'])
    const taken = await Promise.all([1, 2].map(() => revokeRole(db, admin, { staffId }, 'support')))
    expect(taken.map(({ outcome }) => outcome).sort()).toEqual(['had-it-not', 'revoked'])
    expect(await rolesOf('max')).toEqual([])
    expect(await audited('max')).toEqual([
      { actor: `staff:${admin.staffId}`, action: 'staff.grant', detail: { role: 'support' } },
      { actor: `staff:${admin.staffId}`, action: 'staff.revoke', detail: { role: 'support' } },
    ])
  })
  it('of the last admin stays, also when two admins remove each other at once', async () => {
    for (const subject of ['ann', 'bob']) await grantRole(db, 'command', named(subject), 'admin')
    const [ann, bob] = await Promise.all([staff('ann'), staff('bob')])
    const results = await Promise.all([
      revokeRole(db, ann, { staffId: bob.staffId }, 'admin'),
      revokeRole(db, bob, { staffId: ann.staffId }, 'admin'),
    ])
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['last-admin', 'revoked'])
    const { rows } = await db.pool.query("SELECT count(*)::int AS n FROM staff_role WHERE role = 'admin'")
    expect(rows).toEqual([{ n: 1 }])
  })
  it('of somebody unknown is neither given by a page nor taken', async () => {
    await grantRole(db, 'command', named('boss'), 'admin')
    const admin = await staff('boss')
    const staffId = staffIdSchema.parse('0199f000-0000-7000-8000-00000000dead')
    expect(await grantRole(db, admin, { staffId }, 'admin')).toEqual({ outcome: 'unknown' })
    expect(await grantRole(db, admin, named('nowhere'), 'admin')).toEqual({ outcome: 'unknown' })
    expect(await revokeRole(db, admin, { staffId }, 'admin')).toEqual({ outcome: 'unknown' })
    expect(await findStaff(db, named('nowhere'))).toBeUndefined()
  })
})

describe('the list of people', () => {
  it('has those with roles first, with the name as the issuer gave it', async () => {
    await grantRole(db, 'command', named('zoe'), 'marketing')
    await grantRole(db, 'command', named('zoe'), 'finance')
    const list = await listStaff(db, 'command')
    expect(list.outcome === 'found' && list.members[0]).toMatchObject({
      ...named('zoe'),
      name: null,
      lastSignInAt: null,
      roles: ['finance', 'marketing'],
    })
  })
})
