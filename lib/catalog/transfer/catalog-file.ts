import type { Account, Sku } from '@/lib/ids'
import type { Money } from '@/lib/money'
import type { CourseContent, Kind } from '../course-content'
import type { ImageId } from '../image-reference'
import type { Sale } from '../published-course'
import type { PageContents } from './page-contents'

/** What such a file is, and which form of it. */
export const FORMAT = 'redis-university-catalog/1'
/** The most one such file may weigh, in bytes. */
export const LARGEST_FILE = 20_000_000

/** What a unit costs at one Stripe account. */
export type FilePrice = {
  readonly account: Account
  readonly money: Money
  /** Stripe's product tax code. */
  readonly taxCode: string
  /** Made up, until Redis sets it. */
  readonly placeholder: boolean
}

/** A unit with what is public of it. */
export type FileUnit = {
  readonly sku: Sku
  readonly slug: string
  readonly kind: Kind
  readonly sale: Sale
  readonly retiredReason: string | undefined
  readonly repeatable: boolean
  readonly flockjayCourseId: string | undefined
  readonly prices: readonly FilePrice[]
  readonly content: CourseContent
}

/** An image as the file carries it: the large WebP, named by its SHA-256. */
export type FileImage = { readonly id: ImageId; readonly large: Uint8Array<ArrayBuffer> }

/** The catalog, or some of it: units in catalog order, the site's other pages, the images that they show. */
export type CatalogFile = {
  readonly units: readonly FileUnit[]
  readonly pages: Partial<PageContents>
  readonly images: readonly FileImage[]
}
