import { findPublishedBySku } from '@/lib/catalog/read-published'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Database } from '@/lib/db/database'
import type { Buyer } from '@/lib/identity/buyer'
import { findPerson } from '@/lib/identity/find-person'
import type { Sku } from '@/lib/ids'
import { readStanding } from './standing'
import type { Standing } from './standing'
import { identify } from './identify'
import type { Identified } from './identify'

export type CheckoutView =
  | { readonly step: 'pay'; readonly buyer: Buyer; readonly standing: Standing }
  | Exclude<Identified, { step: 'pay' }>

/**
 * What the checkout page may show: who is buying, or what they have to do first; and what a known person has already.
 * A link's SMID is looked up nowhere (R1). Writes nothing. Undefined for what is not on sale.
 */
export async function viewCheckout(
  db: Database,
  sku: Sku,
  known: Parameters<typeof identify>[0],
): Promise<{ readonly course: PublishedCourse; readonly view: CheckoutView } | undefined> {
  const course = await findPublishedBySku(db.prisma, sku)
  if (course?.price === undefined || course.sale !== 'open') return undefined
  const identified = identify(known)
  if (identified.step !== 'pay') return { course, view: identified }
  const person = await findPerson(db, identified.buyer)
  const standing = person === undefined ? 'none' : await readStanding(db.prisma, person, course.id)
  return { course, view: { ...identified, standing } }
}
