import { unstable_cache } from 'next/cache'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { services } from '@/lib/runtime/services'

/** What a publisher revalidates; besides, pages look again after five seconds (architecture, Decisions). */
export const CATALOG_TAG = 'catalog'
const OPTIONS = { tags: [CATALOG_TAG], revalidate: 5 }

/** The cache keeps JSON, which has no bigint: the amount travels as text. */
type Stored = Omit<PublishedCourse, 'price'> & {
  readonly price:
    | (Omit<NonNullable<PublishedCourse['price']>, 'money'> & {
        readonly money: {
          readonly amount: string
          readonly currency: NonNullable<PublishedCourse['price']>['money']['currency']
        }
      })
    | null
}

/** The published catalog, for static pages. */
export async function readCatalog(): Promise<PublishedCourse[]> {
  return (await cachedList()).map(restore)
}

/** One published course by its address; undefined when there is none. */
export async function readCourse(slug: string): Promise<PublishedCourse | undefined> {
  const stored = await cachedCourse(slug)
  return stored === null ? undefined : restore(stored)
}

const cachedList = unstable_cache(
  async () => (await services().catalog.list()).map(store),
  ['catalog-list'],
  OPTIONS,
)
const cachedCourse = unstable_cache(
  async (slug: string) => {
    const course = await services().catalog.bySlug(slug)
    return course === undefined ? null : store(course)
  },
  ['catalog-course'],
  OPTIONS,
)

function store({ price, ...course }: PublishedCourse): Stored {
  if (price === undefined) return { ...course, price: null }
  const { amount, currency } = price.money
  return { ...course, price: { ...price, money: { amount: amount.toString(), currency } } }
}

function restore({ price, ...course }: Stored): PublishedCourse {
  if (price === null) return { ...course, price: undefined }
  const { amount, currency } = price.money
  return { ...course, price: { ...price, money: { amount: BigInt(amount), currency } } }
}
