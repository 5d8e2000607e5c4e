import { guarded } from '@/app/api/v1/_http/guarded'
import { jsonWithEtag } from '@/app/api/v1/_http/json-with-etag'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { currencyExponent, toDecimal } from '@/lib/money'
import { services } from '@/lib/runtime/services'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/api/v1/_http/read-only'

/** The published units of learning, for Flockjay to map its courses to SKUs. Retired units are not listed. */
export function GET(request: Request): Promise<Response> {
  return guarded(request, 'catalog', async () => {
    const { catalog, site } = services()
    const courses = (await catalog.list()).map((course) => unit(course, site.appUrl))
    return jsonWithEtag(request, { courses }, { 'cache-control': 'private, no-cache' })
  })
}

function unit(
  { sku, slug, kind, sale, repeatable, flockjayCourseId, content, price }: PublishedCourse,
  site: string,
) {
  return {
    sku,
    slug,
    title: content.title,
    kind,
    sale,
    repeatable,
    flockjay_course_id: flockjayCourseId ?? null,
    page: `${site}/university/courses/${slug}`,
    price:
      price === undefined
        ? null
        : {
            amount: toDecimal(price.money),
            currency: price.money.currency,
            exponent: currencyExponent(price.money.currency),
          },
  }
}
