import type { CatalogPageContent } from '@/lib/catalog/page-content'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Sku } from '@/lib/ids'
import { applyFilter } from './filters'
import type { Filter } from './filters'

export type Arrangement = {
  /** Shown first, larger. */
  readonly featured: readonly PublishedCourse[]
  readonly sections: readonly {
    readonly title: string
    readonly text: string | undefined
    readonly units: readonly PublishedCourse[]
  }[]
  /** What nothing above has named, in the catalog's own order. */
  readonly rest: readonly PublishedCourse[]
}

/**
 * The units as the catalog page arranges them. Whoever filters looks for something: then there is one plain list. A unit
 * that is not listed any more is left out, and so is a section left with none.
 */
export function arrange(
  all: readonly PublishedCourse[],
  filter: Filter,
  page: Pick<CatalogPageContent, 'featured' | 'sections'>,
): Arrangement {
  if (filter.kind !== undefined || filter.level !== undefined)
    return { featured: [], sections: [], rest: applyFilter(all, filter) }
  const listed = new Map(all.map((course) => [course.sku, course]))
  const named = (skus: readonly Sku[]) =>
    [...new Set(skus)].flatMap((sku) => {
      const course = listed.get(sku)
      return course === undefined ? [] : [course]
    })
  const featured = named(page.featured)
  const sections = page.sections
    .map(({ title, text, units }) => ({ title, text, units: named(units) }))
    .filter(({ units }) => units.length > 0)
  const above = new Set([...featured, ...sections.flatMap(({ units }) => units)])
  return { featured, sections, rest: all.filter((course) => !above.has(course)) }
}

/** Every unit of an arrangement once, in the order in which the page shows them. */
export function inOrder({ featured, sections, rest }: Arrangement): PublishedCourse[] {
  return [...new Set([...featured, ...sections.flatMap(({ units }) => units), ...rest])]
}
