import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSellingDesk } from '@/e2e/selling-desk'
import type { SellingDesk } from '@/e2e/selling-desk'
import type { StaffActor } from '@/lib/identity/permit'
import { ROLES } from '@/lib/identity/role'
import type { Role } from '@/lib/identity/role'
import { courseIdSchema, priceIdSchema, staffIdSchema } from '@/lib/ids'
import { confirmPrice } from './confirm-price'
import { createUnit } from './create-unit'
import { duplicateUnit } from './duplicate-unit'
import { identifyUnit } from './identify-unit'
import { listUnits } from './list-units'
import { mapFlockjay } from './map-flockjay'
import { moveUnit } from './move-unit'
import { proposePrice } from './propose-price'
import { readUnit } from './read-unit'
import { retireUnit, sellUnit, unretireUnit } from './sale'
import type { SellingServices } from './selling-services'
import { dropPrice, finishPrice } from './settle-pending'

let desk: SellingDesk
const nowhere = courseIdSchema.parse(randomUUID())
beforeAll(async () => {
  desk = await openSellingDesk()
})
afterAll(() => desk.close())

const EDITORS: readonly Role[] = ['marketing', 'marketing-admin']
const PRICERS: readonly Role[] = ['marketing-admin']
const typed = { sku: '', slug: '', kind: '', title: '' }
const price = { account: 'default', currency: 'USD', amount: '1' }
const noPrice = priceIdSchema.parse(randomUUID())
type Call = (services: SellingServices, actor: StaffActor) => Promise<{ readonly outcome: string }>
/** Every capability of the selling side by its function's name, with the roles that may, written out a second time. */
const CAPABILITIES: Readonly<Record<string, readonly [readonly Role[], Call]>> = {
  listUnits: [EDITORS, (services, actor) => listUnits(services, actor)],
  readUnit: [EDITORS, (services, actor) => readUnit(services, actor, nowhere)],
  createUnit: [EDITORS, (services, actor) => createUnit(services, actor, typed)],
  duplicateUnit: [EDITORS, (services, actor) => duplicateUnit(services, actor, nowhere, typed)],
  moveUnit: [EDITORS, (services, actor) => moveUnit(services, actor, nowhere, 'up')],
  identifyUnit: [
    EDITORS,
    (services, actor) => identifyUnit(services, actor, nowhere, { ...typed, repeatable: true }),
  ],
  mapFlockjay: [EDITORS, (services, actor) => mapFlockjay(services, actor, nowhere, 'fj-new')],
  sellUnit: [EDITORS, (services, actor) => sellUnit(services, actor, nowhere, 'open')],
  retireUnit: [EDITORS, (services, actor) => retireUnit(services, actor, nowhere, 'Some reason')],
  unretireUnit: [EDITORS, (services, actor) => unretireUnit(services, actor, nowhere)],
  proposePrice: [PRICERS, (services, actor) => proposePrice(services, actor, nowhere, price)],
  confirmPrice: [PRICERS, (services, actor) => confirmPrice(services, actor, nowhere, '')],
  finishPrice: [PRICERS, (services, actor) => finishPrice(services, actor, noPrice)],
  dropPrice: [PRICERS, (services, actor) => dropPrice(services, actor, noPrice)],
}

describe('who may', () => {
  const employee = (roles: readonly Role[]): StaffActor => ({
    staffId: staffIdSchema.parse(randomUUID()),
    name: 'Somebody',
    roles,
  })
  it.each(Object.entries(CAPABILITIES))(
    '%s is refused to all others, and touches nothing',
    async (_name, [roles, call]) => {
      // Whoever is refused must not get as far as a row, Stripe or Flockjay.
      const untouchable: SellingServices = { ...desk.services, db: { ...desk.services.db } }
      for (const name of ['prisma', 'pool'] as const)
        Object.defineProperty(untouchable.db, name, {
          get: () => {
            throw new Error('read before it asked')
          },
        })
      expect(await call(untouchable, employee([]))).toEqual({ outcome: 'forbidden' })
      for (const role of ROLES)
        if (!roles.includes(role))
          expect(await call(untouchable, employee([role]))).toEqual({ outcome: 'forbidden' })
      for (const role of roles)
        expect((await call(desk.services, employee([role]))).outcome).not.toBe('forbidden')
    },
  )

  it('names every capability there is', () => {
    const files = readdirSync(import.meta.dirname).filter((file) => /^[^.]+\.ts$/.test(file))
    const taking = files.flatMap((file) => {
      const text = readFileSync(join(import.meta.dirname, file), 'utf8')
      return [...text.matchAll(/export async function (\w+)\([^)]*?actor: Authority/g)].map(
        ([, name]) => name,
      )
    })
    // These two are parts of others, which have asked: no actor of their own to refuse.
    const parts = ['insertUnit', 'auditUnit', 'completePrice']
    expect(taking.filter((name) => name !== undefined && !parts.includes(name)).sort()).toEqual(
      Object.keys(CAPABILITIES).sort(),
    )
  })
})
