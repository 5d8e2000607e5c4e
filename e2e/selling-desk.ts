import { archivePrice } from '@/lib/catalog/selling/archive-price'
import { confirmPrice } from '@/lib/catalog/selling/confirm-price'
import { createPriceProofSeal } from '@/lib/catalog/selling/price-proof'
import { proposePrice } from '@/lib/catalog/selling/propose-price'
import type { SellingServices } from '@/lib/catalog/selling/selling-services'
import { findStaff, recordStaffSignIn } from '@/lib/identity/staff-member'
import type { StaffActor } from '@/lib/identity/permit'
import { grantRole } from '@/lib/identity/staff-member-roles'
import type { Role } from '@/lib/identity/role'
import { accountSchema, courseIdSchema, priceIdSchema } from '@/lib/ids'
import type { CourseId } from '@/lib/ids'
import { stripeAccounts } from '@/lib/stripe/accounts'
import { createStripeClient } from '@/lib/stripe/client'
import type { StripePort } from '@/lib/stripe/port'
import { createStripeAccount } from '@/lib/stripe/stripe-account'
import { openMoneyPath } from './money-path'

const ISRAEL_KEY = 'sk_test_selling_israel'
export type SellingDesk = Awaited<ReturnType<typeof openSellingDesk>>

/**
 * Marketing at work on the seed's units: Mara edits, Pia changes prices, too. Beside the default account there is one for
 * Israel. Jobs run when a test says so.
 */
export async function openSellingDesk() {
  const path = await openMoneyPath()
  const { db, stripe, flockjay, clock, log } = path.services
  const israel = createStripeAccount({
    account: accountSchema.parse('il'),
    secretKey: ISRAEL_KEY,
    webhookSecret: 'whsec_selling',
    apiUrl: path.emulator.url,
  })
  const woken: string[] = []
  /** As the web process has them; `through` stands in for the default account. */
  const through = (port: StripePort): SellingServices => ({
    db,
    accounts: stripeAccounts(port, [{ port: israel, countries: ['IL'] }]),
    flockjay,
    clock,
    log,
    waker: { wake: (queue) => void woken.push(queue) },
    appUrl: 'http://localhost',
    proofs: createPriceProofSeal('a secret of at least thirty-two characters'),
  })
  const services = through(stripe)
  const employee = async (name: string, role: Role): Promise<StaffActor> => {
    const who = { issuer: 'https://login.redis.example', subject: name }
    await recordStaffSignIn(db, { ...who, name, email: undefined })
    await grantRole(db, 'command', who, role)
    const found = await findStaff(db, who)
    if (found === undefined) throw new Error(`${name} is not there`)
    return found
  }
  const mara = await employee('Mara Marsh', 'marketing')
  const pia = await employee('Pia Petrov', 'marketing-admin')
  const max = await employee('Max Moreno', 'support')
  const courseId = async (sku: string): Promise<CourseId> =>
    courseIdSchema.parse((await path.rows('SELECT id FROM course WHERE sku = $1', [sku]))[0]?.['id'])
  const audits = (id: string) =>
    path.rows('SELECT actor, action, detail FROM audit WHERE subject_id = $1 ORDER BY id', [id])
  /** The prices of a unit at an account, oldest first. */
  const prices = (course: CourseId, account = 'default') =>
    path.rows(
      `SELECT id, currency, unit_amount::int AS amount, active, placeholder, stripe_price_id AS stripe, tax_code AS tax,
         activated_at IS NOT NULL AS activated, replaced_at IS NOT NULL AS replaced, archived_at IS NOT NULL AS archived
       FROM price WHERE course_id = $1 AND account = $2 ORDER BY created_at, id`,
      [course, account],
    )
  /** The prices that a job waits to archive, taken off the queue. */
  const takeJobs = async () =>
    (
      await path.rows(
        "DELETE FROM pgboss.job WHERE name = 'price-archive' AND state < 'active' RETURNING data->>'priceId' AS id",
      )
    ).map(({ id }) => priceIdSchema.parse(id))
  const runJobs = async (using: SellingServices = services) => {
    for (const id of await takeJobs()) await archivePrice(using, id)
  }
  const change = async (
    course: CourseId,
    amount: string,
    { using = services, account = 'default', currency = 'USD' } = {},
  ) => {
    const proposed = await proposePrice(using, pia, course, { account, currency, amount })
    if (proposed.outcome !== 'proposed') return proposed
    return confirmPrice(using, pia, course, proposed.proof)
  }
  return {
    ...path,
    services,
    through,
    stripe,
    israelSdk: createStripeClient({ secretKey: ISRAEL_KEY, apiUrl: path.emulator.url }),
    woken,
    mara,
    pia,
    max,
    courseId,
    audits,
    prices,
    takeJobs,
    runJobs,
    change,
  }
}
