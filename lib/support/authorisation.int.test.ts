import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTACT, openSalesforceDesk } from '@/e2e/salesforce-desk'
import type { SalesforceDesk } from '@/e2e/salesforce-desk'
import type { Database } from '@/lib/db/database'
import { askHealth, readHealthPage } from '@/lib/health/health'
import type { StaffActor } from '@/lib/identity/permit'
import { ROLES } from '@/lib/identity/role'
import type { Role } from '@/lib/identity/role'
import { listStaff } from '@/lib/identity/staff-member-list'
import { grantRole, revokeRole } from '@/lib/identity/staff-member-roles'
import { deliveryIdSchema, purchaseIdSchema, staffIdSchema } from '@/lib/ids'
import type { Waker } from '@/lib/jobs/wake'
import type { SalesforcePort } from '@/lib/salesforce/port'
import { findPurchases } from './find'
import { closeFinding } from './close-finding'
import { findingNoteSchema } from './close-with-note'
import { findingIdSchema, listFindings } from './findings'
import { readPurchase } from './read'
import { retryDelivery } from './retry'
import { chooseContact } from './salesforce-choose'
import { askSalesforce, readSalesforceDesk } from './salesforce-desk'
import { leaveNoteSchema, leaveUnmatched, watchUnmatched } from './salesforce-leave'
import { lookAgain } from './salesforce-look'
import { retryAllRecords } from './salesforce-retry-all'
import { settleByHand, settleNoteSchema } from './settle-by-hand'
import { listStuck } from './stuck'

let desk: SalesforceDesk
beforeAll(async () => {
  desk = await openSalesforceDesk()
})
afterAll(() => desk.close())

type Services = { readonly db: Database; readonly waker: Waker; readonly salesforce: SalesforcePort }
type Capability = {
  /** The roles that may, written out here a second time. */
  readonly roles: readonly Role[]
  readonly call: (services: Services, actor: StaffActor) => Promise<{ outcome: string }>
}
const staffId = staffIdSchema.parse(randomUUID())
const purchaseId = purchaseIdSchema.parse(randomUUID())

/** Every capability of the staff area, by its function's name. */
const CAPABILITIES: Readonly<Record<string, Capability>> = {
  findPurchases: {
    roles: ['finance', 'support'],
    call: ({ db }, actor) => findPurchases(db, actor, 'lena@example.com'),
  },
  readPurchase: {
    roles: ['finance', 'support'],
    call: ({ db }, actor) =>
      readPurchase({ db, now: new Date() }, actor, purchaseIdSchema.parse(randomUUID())),
  },
  retryDelivery: {
    roles: ['support'],
    call: (services, actor) => retryDelivery(services, actor, deliveryIdSchema.parse(randomUUID())),
  },
  settleByHand: {
    roles: ['support'],
    call: ({ db }, actor) =>
      settleByHand(
        db,
        actor,
        deliveryIdSchema.parse(randomUUID()),
        settleNoteSchema.parse('Opened it there.'),
      ),
  },
  listStuck: {
    roles: ['support'],
    call: ({ db }, actor) => listStuck({ db, now: new Date() }, actor),
  },
  listFindings: { roles: ['support'], call: ({ db }, actor) => listFindings(db, actor) },
  closeFinding: {
    roles: ['support'],
    call: ({ db }, actor) =>
      closeFinding(db, actor, findingIdSchema.parse(randomUUID()), findingNoteSchema.parse('Looked at it.')),
  },
  askSalesforce: {
    roles: ['support'],
    call: (services, actor) => askSalesforce(services, actor),
  },
  readSalesforceDesk: {
    roles: ['support'],
    call: ({ db }, actor) => readSalesforceDesk({ db, now: new Date() }, actor, { show: 'all' }),
  },
  chooseContact: {
    roles: ['support'],
    call: (services, actor) => chooseContact(services, actor, { purchaseId, contactId: CONTACT }),
  },
  leaveUnmatched: {
    roles: ['support'],
    call: ({ db }, actor) => leaveUnmatched(db, actor, purchaseId, leaveNoteSchema.parse('Looked at it.')),
  },
  watchUnmatched: {
    roles: ['support'],
    call: ({ db }, actor) => watchUnmatched(db, actor, purchaseId),
  },
  lookAgain: {
    roles: ['support'],
    call: (services, actor) => lookAgain(services, actor),
  },
  retryAllRecords: {
    roles: ['support'],
    call: (services, actor) => retryAllRecords(services, actor),
  },
  askHealth: {
    roles: ['finance', 'support', 'admin'],
    call: ({ db }, actor) => askHealth({ db, now: new Date() }, actor),
  },
  readHealthPage: {
    roles: ['finance', 'support', 'admin'],
    call: ({ db }, actor) => readHealthPage({ db, now: new Date() }, actor),
  },
  listStaff: { roles: ['admin'], call: ({ db }, actor) => listStaff(db, actor) },
  grantRole: { roles: ['admin'], call: ({ db }, actor) => grantRole(db, actor, { staffId }, 'admin') },
  revokeRole: { roles: ['admin'], call: ({ db }, actor) => revokeRole(db, actor, { staffId }, 'admin') },
}
const NAMES = Object.keys(CAPABILITIES)

/** Services that fail the test when they are as much as looked at. */
const untouched = <T extends object>(): T =>
  new Proxy({} as T, {
    get: (_, name) => {
      throw new Error(`${String(name)} was touched by somebody who may not`)
    },
  })
const refusing: Services = {
  db: untouched<Database>(),
  waker: untouched<Waker>(),
  salesforce: untouched<SalesforcePort>(),
}
const as = (...roles: Role[]): StaffActor => ({ staffId, name: 'Somebody', roles })

describe.each(NAMES)('%s', (name) => {
  const { roles, call } = CAPABILITIES[name]!
  it.each(ROLES.filter((role) => roles.includes(role)))('lets %s', async (role) => {
    expect((await call(desk, as(role))).outcome).not.toBe('forbidden')
  })
  it.each(ROLES.filter((role) => !roles.includes(role)))(
    'refuses %s, with nothing read or written',
    async (role) => {
      expect(await call(refusing, as(role))).toEqual({ outcome: 'forbidden' })
    },
  )
  it('refuses all roles that may not, together, and nobody’s', async () => {
    expect(await call(refusing, as(...ROLES.filter((role) => !roles.includes(role))))).toEqual({
      outcome: 'forbidden',
    })
    expect(await call(refusing, as())).toEqual({ outcome: 'forbidden' })
  })
})

describe('the table', () => {
  it('has every function that asks for a permit', async () => {
    const rooms = ['.', '../identity', '../health'].map((room) => join(import.meta.dirname, room))
    const files = rooms.flatMap((room) =>
      readdirSync(room)
        .filter((file) => file.endsWith('.ts') && !file.includes('.test.') && file !== 'permit.ts')
        .map((file) => join(room, file)),
    )
    const modules = (await Promise.all(files.map((file) => import(file)))) as Record<string, unknown>[]
    const asking = modules
      .flatMap((module) => Object.entries(module))
      .filter(([, value]) => typeof value === 'function' && /\bpermits\b/.test(String(value)))
    expect(asking.map(([name]) => name).sort()).toEqual([...NAMES].sort())
  })
})
