import { findPublishedBySku } from '@/lib/catalog/read-published'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Database } from '@/lib/db/database'
import type { Buyer } from '@/lib/identity/buyer'
import { findPerson } from '@/lib/identity/find-person'
import type { Sku } from '@/lib/ids'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import { readCountryPrices } from './country-prices'
import type { CountryPrices } from './country-prices'
import { readStanding } from './standing'
import type { Standing } from './standing'
import { readTerms } from './terms'
import type { Terms } from './terms'
import { identify } from './identify'
import type { Identified } from './identify'

export type CheckoutView =
  | { readonly step: 'pay'; readonly buyer: Buyer; readonly standing: Standing }
  | Exclude<Identified, { step: 'pay' }>

export type CheckoutSeen = {
  readonly course: PublishedCourse
  readonly prices: CountryPrices
  readonly terms: Terms
  readonly view: CheckoutView
}

/**
 * What the checkout page may show: who is buying, or what they have to do first; and what a known person has already.
 * A link's SMID is looked up nowhere (R1). Writes nothing. Undefined for what is not on sale.
 */
export async function viewCheckout(
  db: Database,
  accounts: StripeAccounts,
  sku: Sku,
  known: Parameters<typeof identify>[0],
): Promise<CheckoutSeen | undefined> {
  const course = await findPublishedBySku(db.prisma, sku)
  if (course?.price === undefined || course.sale !== 'open') return undefined
  const identified = identify(known)
  const prices = await readCountryPrices(db, accounts, sku)
  const terms = await readTerms(db)
  if (identified.step !== 'pay') return { course, prices, terms, view: identified }
  const person = await findPerson(db, identified.buyer)
  const standing = person === undefined ? 'none' : await readStanding(db.prisma, person, course.id)
  return { course, prices, terms, view: { ...identified, standing } }
}
