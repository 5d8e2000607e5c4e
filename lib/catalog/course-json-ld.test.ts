import { describe, expect, it } from 'vitest'
import { imageIdSchema } from '@/lib/catalog/image-reference'
import { sessionSchema } from '@/lib/catalog/live-session'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { courseIdSchema, priceIdSchema, revisionIdSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import { seedCatalog } from '@/prisma/seed/catalog'
import { courseJsonLd } from './course-json-ld'

const ID = '00000000-0000-4000-8000-000000000000'
const live = seedCatalog.find(({ kind }) => kind === 'live-training')!
const course: PublishedCourse = {
  ...live,
  sale: 'open',
  id: courseIdSchema.parse(ID),
  revisionId: revisionIdSchema.parse(ID),
  price: { id: priceIdSchema.parse(ID), money: { amount: 49_000n, currency: currency('USD') } },
}
const session = sessionSchema.parse({
  id: '019ab000-0000-7000-8000-000000000001',
  startsAt: '2027-03-30T17:00',
  zone: 'Europe/London',
  minutes: 90,
  seats: 24,
  salesEndAt: '2027-03-29T12:00',
})
const URL_ = `https://learn.example/university/courses/${live.slug}`

describe('structured data of a course', () => {
  it('has one instance without dates, and the offer', () => {
    expect(courseJsonLd(course, 'https://learn.example')).toMatchObject({
      '@type': 'Course',
      hasCourseInstance: { courseMode: 'Online', courseWorkload: `PT${live.content.durationMinutes}M` },
      offers: { category: 'Paid', price: '490.00', priceCurrency: 'USD', url: URL_ },
    })
  })

  it('names each date with its moments, place, seats and end of sales', () => {
    const image = { id: imageIdSchema.parse('a'.repeat(64)), alt: 'A class', width: 1600, height: 900 }
    const content = { ...course.content, sessions: [session], image }
    expect(courseJsonLd({ ...course, content }, 'https://learn.example')).toMatchObject({
      image: `https://learn.example/university/images/${'a'.repeat(64)}-large.webp`,
      hasCourseInstance: [
        {
          startDate: '2027-03-30T16:00:00.000Z',
          endDate: '2027-03-30T17:30:00.000Z',
          courseSchedule: { duration: 'PT90M', scheduleTimezone: 'Europe/London' },
          location: { '@type': 'VirtualLocation', url: URL_ },
          maximumAttendeeCapacity: 24,
          offers: { price: '490.00', validThrough: '2027-03-29T11:00:00.000Z' },
        },
      ],
    })
  })

  it('offers nothing that is not on sale', () => {
    const content = { ...course.content, sessions: [session] }
    const text = JSON.stringify(courseJsonLd({ ...course, content, sale: 'announced' }, 'https://x.example'))
    expect(text).not.toContain('Offer')
  })
})
