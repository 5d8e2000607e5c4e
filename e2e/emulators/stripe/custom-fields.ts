import type Stripe from 'stripe'
import { type StripeFault, invalidRequest } from './errors'

const MOST = 4
const LONGEST = { name: 40, value: 140 } as const

/** The refusal of an invoice's own fields: four at most, names of 40 and values of 140 characters (SDK types, facts). */
export function refuseCustomFields(
  fields: Stripe.Emptyable<{ name: string; value: string }[]> | undefined,
  base: string,
): StripeFault | undefined {
  if (!fields) return undefined
  if (fields.length > MOST)
    return invalidRequest(`You may only specify up to ${MOST} custom fields.`, { param: base })
  for (const [index, field] of fields.entries()) {
    for (const part of ['name', 'value'] as const) {
      if (field[part].length <= LONGEST[part]) continue
      const message = `Invalid string: must be at most ${LONGEST[part]} characters`
      return invalidRequest(message, { param: `${base}[${index}][${part}]` })
    }
  }
  return undefined
}
