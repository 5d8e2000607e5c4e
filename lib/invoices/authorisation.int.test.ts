import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import type { Database } from '@/lib/db/database'
import type { StaffActor } from '@/lib/identity/permit'
import { ROLES } from '@/lib/identity/role'
import type { Role } from '@/lib/identity/role'
import { purchaseIdSchema, staffIdSchema } from '@/lib/ids'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import { correctionIdSchema } from './correction-row'
import { answerSchema, declineCorrection } from './decline-correction'
import { issueCorrection } from './issue-correction'
import { listCorrections } from './list-corrections'
import { orderRefund, resumeRefund } from './order-refund'
import { previewRefund, readInvoicing } from './read-invoicing'
import { refundReasonSchema } from './refund-form'
import { refundOrderIdSchema } from './refund-order'
import { startCorrection } from './request-correction'

let desk: SupportDesk
beforeAll(async () => {
  desk = await openSupportDesk()
})
afterAll(() => desk.close())

type Services = { db: Database; waker: { wake: (queue: string) => void }; accounts: StripeAccounts }
type Capability = {
  readonly roles: readonly Role[]
  readonly call: (services: Services, actor: StaffActor) => Promise<{ outcome: string }>
}
const purchaseId = purchaseIdSchema.parse(randomUUID())
const correctionId = correctionIdSchema.parse(randomUUID())
const orderId = refundOrderIdSchema.parse(randomUUID())
const staffId = staffIdSchema.parse(randomUUID())

/** Every capability of this room that asks for a permit, with the roles written out a second time. */
const CAPABILITIES: Readonly<Record<string, Capability>> = {
  readInvoicing: {
    roles: ['finance', 'support'],
    call: ({ db }, actor) => readInvoicing(db, actor, purchaseId),
  },
  listCorrections: { roles: ['finance', 'support'], call: ({ db }, actor) => listCorrections(db, actor) },
  previewRefund: { roles: ['finance'], call: ({ db }, actor) => previewRefund(db, actor, purchaseId) },
  startCorrection: {
    roles: ['finance'],
    call: (services, actor) =>
      startCorrection(services, actor, purchaseId, {
        companyName: 'Redis',
        taxId: undefined,
        poNumber: undefined,
      }),
  },
  issueCorrection: {
    roles: ['finance'],
    call: (services, actor) => issueCorrection(services, actor, correctionId),
  },
  declineCorrection: {
    roles: ['finance'],
    call: (services, actor) =>
      declineCorrection(services, actor, correctionId, answerSchema.parse('It is right as it is.')),
  },
  orderRefund: {
    roles: ['finance'],
    call: (services, actor) =>
      orderRefund(services, actor, {
        id: orderId,
        purchaseId,
        amount: 1n,
        reason: refundReasonSchema.parse('Asked for it.'),
      }),
  },
  resumeRefund: {
    roles: ['finance'],
    call: (services, actor) => resumeRefund(services, actor, orderId),
  },
}
const NAMES = Object.keys(CAPABILITIES)

/** Fails the test when it is as much as looked at. */
const untouched = <T extends object>(): T =>
  new Proxy({} as T, {
    get: (_, name) => {
      throw new Error(`${String(name)} was touched by somebody who may not`)
    },
  })
const refusing: Services = { db: untouched(), waker: untouched(), accounts: untouched() }
const as = (...roles: Role[]): StaffActor => ({ staffId, name: 'Somebody', roles })

describe.each(NAMES)('%s', (name) => {
  const { roles, call } = CAPABILITIES[name]!
  it.each(roles)('lets %s', async (role) => {
    const services = { ...desk, accounts: untouched<StripeAccounts>() }
    expect((await call(services, as(role))).outcome).not.toBe('forbidden')
  })
  it('refuses everybody else, together and one by one, with nothing read or written', async () => {
    const others = ROLES.filter((role) => !roles.includes(role))
    for (const actor of [as(), as(...others), ...others.map((role) => as(role))])
      expect(await call(refusing, actor)).toEqual({ outcome: 'forbidden' })
  })
})

describe('the table', () => {
  it('has every function that asks for a permit', async () => {
    const room = import.meta.dirname
    const files = readdirSync(room).filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    const modules = (await Promise.all(files.map((file) => import(join(room, file))))) as Record<
      string,
      unknown
    >[]
    const asking = modules
      .flatMap((module) => Object.entries(module))
      .filter(([, value]) => typeof value === 'function' && /\bpermits\b/.test(String(value)))
    expect(asking.map(([name]) => name).sort()).toEqual([...NAMES].sort())
  })
})
