import type { PublishedCourse } from '@/lib/catalog/published-course'
import { toDecimal } from '@/lib/money'

/** schema.org's Course with provider and offer, as search engines ask for it. */
export function courseJsonLd(course: PublishedCourse, appUrl: string): object {
  const { content, price } = course
  const url = `${appUrl}/university/courses/${course.slug}`
  return {
    '@type': 'Course',
    name: content.title,
    description: content.description,
    url,
    inLanguage: content.language,
    educationalLevel: content.level,
    courseCode: course.sku,
    provider: { '@type': 'Organization', name: 'Redis', sameAs: 'https://redis.io' },
    hasCourseInstance: {
      '@type': 'CourseInstance',
      courseMode: 'online',
      courseWorkload: `PT${content.durationMinutes}M`,
    },
    ...(price !== undefined && course.sale === 'open'
      ? {
          offers: {
            '@type': 'Offer',
            category: 'Paid',
            price: toDecimal(price.money),
            priceCurrency: price.money.currency,
            availability: 'https://schema.org/InStock',
            url,
          },
        }
      : {}),
  }
}
