import { deliveryIdSchema } from '@/lib/ids'
import type { DeliveryId, PurchaseId } from '@/lib/ids'
import type { ContactReading, SalesforcePort } from '@/lib/salesforce/port'
import { accountIdSchema, contactIdSchema } from '@/lib/salesforce/record-ids'
import { openSupportDesk } from './support-desk'

export const ACCOUNT = accountIdSchema.parse('001Kj00000AbCdEIAZ')
export const CONTACT = contactIdSchema.parse('003Kj00000AbCdEIAZ')

/** A contact as Salesforce shows it: by default of the account that a purchase of the desk was made for. */
export const contact = (more: Partial<Extract<ContactReading, { outcome: 'found' }>> = {}) =>
  ({
    outcome: 'found',
    contactId: CONTACT,
    name: 'Lena Rivera',
    accountId: ACCOUNT,
    accountName: 'ACME Corp',
    smid: 'ACME-4821',
    ...more,
  }) as const

/** A support desk where Salesforce is switched on; it answers what `answers` says, and keeps which contacts were asked for. */
export async function openSalesforceDesk() {
  const desk = await openSupportDesk()
  await desk.rows("UPDATE circuit SET enabled = true WHERE destination = 'salesforce'")
  const asked: string[] = []
  const answers: { contact: ContactReading } = { contact: contact() }
  const never = async () => {
    throw new Error('nobody here writes to Salesforce')
  }
  const salesforce: SalesforcePort = {
    writePurchases: never,
    writeCourses: never,
    seekPeople: never,
    readContact: async (id) => {
      asked.push(id)
      return answers.contact
    },
    budget: () => undefined,
    recordPage: (id) => `https://redis.my.salesforce.com/${id}`,
  }
  /** A purchase that Salesforce was told of, as its row stands; `more` are columns in SQL. */
  async function recorded(by: { email?: string; smid?: string } = {}, more = 'match = match') {
    const bought = await desk.bought(by)
    await desk.rows('INSERT INTO salesforce_record (purchase_id) VALUES ($1)', [bought.id])
    await desk.rows(`UPDATE salesforce_record SET ${more} WHERE purchase_id = $1`, [bought.id])
    return bought
  }
  /** The next record owed for a purchase, in a state, with so many tries that came to nothing. */
  async function synced(id: PurchaseId, state = 'waiting', tries = 0): Promise<DeliveryId> {
    const delivery = await desk.one(
      `INSERT INTO delivery (purchase_id, destination, action, number, state, done_at, deadline, attempts, last_detail, due_at)
       SELECT $1, 'salesforce', 'sync', coalesce(max(number), 0) + 1, $2::text, CASE WHEN $2 = 'done' THEN now() END,
         now() + interval '14 days', $3, CASE WHEN $3 > 0 THEN 'UNABLE_TO_LOCK_ROW' END, now() + interval '1 hour'
       FROM delivery WHERE purchase_id = $1 AND destination = 'salesforce' RETURNING id`,
      [id, state, tries],
    )
    await desk.rows(
      `INSERT INTO delivery_attempt (delivery_id, number, started_at, duration_ms, outcome, detail)
       SELECT $1, n, now() + n * interval '1 second', 61, 'retry', 'UNABLE_TO_LOCK_ROW' FROM generate_series(1, $2) n`,
      [delivery, tries],
    )
    return deliveryIdSchema.parse(delivery)
  }
  const erased = (customer: string) =>
    desk.rows(
      'UPDATE customer SET erased_at = now(), smid = NULL, email = NULL, email_key = NULL WHERE id = $1',
      [customer],
    )
  const jobs = (queue: string) => desk.rows('SELECT data FROM pgboss.job WHERE name = $1', [queue])
  return { ...desk, salesforce, asked, answers, recorded, synced, erased, jobs }
}
export type SalesforceDesk = Awaited<ReturnType<typeof openSalesforceDesk>>
