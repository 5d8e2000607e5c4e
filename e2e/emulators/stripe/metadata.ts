import type Stripe from 'stripe'
import { invalidRequest } from './errors'

const MAX_KEYS = 50
const MAX_KEY = 40
const MAX_VALUE = 500

/**
 * Merges metadata into what an object has: an empty value removes its key, null removes all.
 * Limits: 50 keys, 40 and 500 characters (docs.stripe.com/api/metadata). Throws Stripe's refusal beyond them.
 */
export function mergeMetadata(
  current: Stripe.Metadata,
  given: Stripe.MetadataParam | '' | null | undefined,
  param = 'metadata',
): Stripe.Metadata {
  if (given === undefined) return current
  if (given === null || given === '') return {}
  const merged = { ...current }
  for (const [key, value] of Object.entries(given)) {
    checkEntry(key, value, param)
    if (value === null || value === '') delete merged[key]
    else merged[key] = String(value)
  }
  if (Object.keys(merged).length > MAX_KEYS) {
    throw invalidRequest(`You can only have up to ${MAX_KEYS} metadata keys.`, { param })
  }
  return merged
}

function checkEntry(key: string, value: string | number | null, param: string): void {
  if (key.length > MAX_KEY) {
    const message = `Metadata keys must be at most ${MAX_KEY} characters, but '${key}' is ${key.length} characters.`
    throw invalidRequest(message, { param })
  }
  if (String(value ?? '').length > MAX_VALUE) {
    const message = `Metadata values can have up to ${MAX_VALUE} characters, but you passed in a value that is ${String(value).length} characters. Invalid value: ${String(value)}`
    throw invalidRequest(message, { param: `${param}[${key}]` })
  }
}
