import { createHash } from 'node:crypto'
import { StripeFault, invalidRequest } from './errors'
import type { IdempotencyRecord } from './idempotency-record'
import type { Account } from './store'

const MAX_KEY = 255

/** What makes two requests the same: the address and the parameters as they were sent. */
export function fingerprintOf(path: string, body: string): string {
  return createHash('sha256').update(`${path}\n${body}`).digest('base64')
}

export function refuseLongKey(key: string): void {
  if (key.length <= MAX_KEY) return
  const message = `Idempotency keys must be at most ${MAX_KEY} characters, but yours is ${key.length} characters.`
  throw invalidRequest(message)
}

/**
 * Looks a key up (docs.stripe.com/api/idempotent_requests). Returns the kept answer, or undefined for the first request,
 * which holds the key from then on. Throws for other parameters, and for a key whose first request is still under way.
 */
export function claimKey(account: Account, key: string, fingerprint: string): IdempotencyRecord['answer'] {
  const known = account.tables.idempotency.get(key)
  if (!known) {
    account.tables.idempotency.add({ id: key, fingerprint })
    return undefined
  }
  if (known.fingerprint !== fingerprint) {
    throw new StripeFault(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    })
  }
  if (known.answer) return known.answer
  throw new StripeFault(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
  })
}

/** Keeps the answer for the key. */
export function keepAnswer(
  account: Account,
  key: string,
  answer: NonNullable<IdempotencyRecord['answer']>,
): void {
  const record = account.tables.idempotency.get(key)
  if (record) record.answer = answer
}

/** Nothing is kept for a request that was refused before it was carried out: the key may be used again. */
export function releaseKey(account: Account, key: string): void {
  account.tables.idempotency.remove(key)
}
