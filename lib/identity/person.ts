import { z } from 'zod'
import type { Transaction } from '@/lib/db/database'
import { customerIdSchema } from '@/lib/ids'
import type { CustomerId } from '@/lib/ids'
import type { Buyer, ClaimedBuyer, SignedBuyer, SsoBuyer } from './buyer'
import { emailKey } from './email-key'
import { vouchedEmail } from './vouched-email'

/**
 * The buyer's row, made when it is not there yet and locked until the transaction ends. A signed or signed-in person is
 * known by what their issuer calls them. Both ways lead to one row where account and e-mail agree and both issuers vouch
 * for the address; a typed address joins nothing. What was said last is kept.
 */
export async function lockPerson(tx: Transaction, buyer: Buyer, email: string): Promise<CustomerId> {
  if (buyer.identity === 'claimed') return lockClaimed(tx, buyer, email)
  const known = await findKnown(tx, buyer)
  if (known !== undefined) return update(tx, known, buyer, email)
  const joined = await findByAddress(tx, buyer)
  if (joined !== undefined) return update(tx, joined, buyer, email)
  return insert(tx, buyer, email)
}

type Known = SignedBuyer | SsoBuyer

async function lockClaimed(tx: Transaction, { smid }: ClaimedBuyer, email: string): Promise<CustomerId> {
  return idOf(
    await tx.$queryRaw<unknown[]>`
      INSERT INTO customer (identity, smid, email, email_key)
      VALUES ('claimed', ${smid}, ${email}, ${emailKey(email)})
      ON CONFLICT (smid, email_key) WHERE identity = 'claimed' DO UPDATE SET email = excluded.email
      RETURNING id`,
  )
}

async function findKnown(tx: Transaction, buyer: Known): Promise<CustomerId | undefined> {
  return maybeId(
    buyer.identity === 'signed'
      ? await tx.$queryRaw<unknown[]>`
          SELECT id::text FROM customer WHERE flockjay_user_id = ${buyer.flockjayUserId} FOR UPDATE`
      : await tx.$queryRaw<unknown[]>`
          SELECT id::text FROM customer
          WHERE sso_issuer = ${buyer.issuer} AND sso_subject = ${buyer.subject} FOR UPDATE`,
  )
}

/** The same person known the other way: same account, same address, and both issuers vouch for it. */
async function findByAddress(tx: Transaction, buyer: Known): Promise<CustomerId | undefined> {
  const email = vouchedEmail(buyer)
  if (email === undefined) return undefined
  return maybeId(
    buyer.identity === 'signed'
      ? await tx.$queryRaw<unknown[]>`
          SELECT id::text FROM customer
          WHERE smid = ${buyer.smid} AND email_key = ${emailKey(email)} AND email_verified
            AND identity <> 'claimed' AND flockjay_user_id IS NULL
          ORDER BY id LIMIT 1 FOR UPDATE`
      : await tx.$queryRaw<unknown[]>`
          SELECT id::text FROM customer
          WHERE smid = ${buyer.smid} AND email_key = ${emailKey(email)} AND email_verified
            AND identity <> 'claimed' AND sso_subject IS NULL
          ORDER BY id LIMIT 1 FOR UPDATE`,
  )
}

async function update(tx: Transaction, id: CustomerId, buyer: Known, email: string): Promise<CustomerId> {
  await tx.customer.update({ where: { id }, data: columns(buyer, email) })
  return id
}

/** Two first purchases of one person at the same moment: the second waits for the first, then finds its row. */
async function insert(tx: Transaction, buyer: Known, email: string): Promise<CustomerId> {
  const { smid, emailVerified, name } = columns(buyer, email)
  if (buyer.identity === 'signed')
    return idOf(
      await tx.$queryRaw<unknown[]>`
        INSERT INTO customer (identity, smid, email, email_key, email_verified, name, flockjay_user_id)
        VALUES ('signed', ${smid}, ${email}, ${emailKey(email)}, ${emailVerified}, ${name ?? null}, ${buyer.flockjayUserId})
        ON CONFLICT (flockjay_user_id) DO UPDATE SET email = excluded.email RETURNING id`,
    )
  return idOf(
    await tx.$queryRaw<unknown[]>`
      INSERT INTO customer (identity, smid, email, email_key, email_verified, name, sso_issuer, sso_subject, contact_id)
      VALUES ('sso', ${smid}, ${email}, ${emailKey(email)}, ${emailVerified}, ${name ?? null},
              ${buyer.issuer}, ${buyer.subject}, ${buyer.contactId ?? null})
      ON CONFLICT (sso_issuer, sso_subject) DO UPDATE SET email = excluded.email RETURNING id`,
  )
}

function columns(buyer: Known, email: string) {
  const common = {
    smid: buyer.smid,
    email,
    emailKey: emailKey(email),
    emailVerified: vouchedEmail(buyer) !== undefined,
    ...(buyer.name === undefined ? {} : { name: buyer.name }),
  }
  if (buyer.identity === 'signed') return { ...common, flockjayUserId: buyer.flockjayUserId }
  const contact = buyer.contactId === undefined ? {} : { contactId: buyer.contactId }
  return { ...common, ...contact, ssoIssuer: buyer.issuer, ssoSubject: buyer.subject }
}

const rowSchema = z.object({ id: customerIdSchema })

function idOf(rows: readonly unknown[]): CustomerId {
  return rowSchema.parse(rows[0]).id
}

function maybeId(rows: readonly unknown[]): CustomerId | undefined {
  return rows.length === 0 ? undefined : idOf(rows)
}
