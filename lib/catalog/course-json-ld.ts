import { imageAddress } from '@/lib/catalog/image-reference'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { momentOf } from '@/lib/catalog/zoned-time'
import { toDecimal } from '@/lib/money'

/** schema.org's Course with provider, offer and each date of a live training, as search engines ask for it. */
export function courseJsonLd(course: PublishedCourse, appUrl: string): object {
  const { content } = course
  const url = `${appUrl}/university/courses/${course.slug}`
  const offers = offerOf(course, url)
  const instances = content.sessions.flatMap((session) => instanceOf(course, session, url))
  return {
    '@type': 'Course',
    name: content.title,
    description: content.description,
    url,
    inLanguage: content.language,
    educationalLevel: content.level,
    courseCode: course.sku,
    ...(content.image === undefined ? {} : { image: `${appUrl}${imageAddress(content.image.id, 'large')}` }),
    provider: { '@type': 'Organization', name: 'Redis', sameAs: 'https://redis.io' },
    hasCourseInstance:
      instances.length > 0
        ? instances
        : {
            '@type': 'CourseInstance',
            courseMode: 'Online',
            courseWorkload: `PT${content.durationMinutes}M`,
          },
    ...(offers === undefined ? {} : { offers }),
  }
}

function offerOf({ price, sale }: PublishedCourse, url: string): object | undefined {
  if (price === undefined || sale !== 'open') return undefined
  return {
    '@type': 'Offer',
    category: 'Paid',
    price: toDecimal(price.money),
    priceCurrency: price.money.currency,
    availability: 'https://schema.org/InStock',
    url,
  }
}

type Session = PublishedCourse['content']['sessions'][number]

/** One date. A course's instance is an event too: what search engines ask of those is here as well. */
function instanceOf(course: PublishedCourse, session: Session, url: string): object[] {
  const start = momentOf(session.startsAt, session.zone)
  const salesEnd = momentOf(session.salesEndAt, session.zone)
  if (start === undefined || salesEnd === undefined) return []
  const startDate = start.toISOString()
  const endDate = new Date(start.getTime() + session.minutes * 60_000).toISOString()
  const offer = offerOf(course, url)
  return [
    {
      '@type': 'CourseInstance',
      name: course.content.title,
      description: course.content.description,
      courseMode: 'Online',
      courseWorkload: `PT${session.minutes}M`,
      startDate,
      endDate,
      courseSchedule: {
        '@type': 'Schedule',
        startDate,
        endDate,
        duration: `PT${session.minutes}M`,
        repeatCount: 1,
        repeatFrequency: 'Daily',
        scheduleTimezone: session.zone,
      },
      eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
      eventStatus: 'https://schema.org/EventScheduled',
      location: { '@type': 'VirtualLocation', url },
      maximumAttendeeCapacity: session.seats,
      organizer: { '@type': 'Organization', name: 'Redis', url: 'https://redis.io' },
      ...(offer === undefined ? {} : { offers: { ...offer, validThrough: salesEnd.toISOString() } }),
    },
  ]
}
