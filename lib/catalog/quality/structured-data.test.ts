import { describe, expect, it } from 'vitest'
import { courseJsonLd } from '@/lib/catalog/course-json-ld'
import { shownCourse } from '@/lib/catalog/preview/shown-course'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { courseIdSchema, priceIdSchema, revisionIdSchema, skuSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import { structuredDataProblems } from './structured-data'

const ID = '00000000-0000-4000-8000-000000000001'
const SESSION = {
  id: ID,
  startsAt: '2027-03-09T17:00',
  zone: 'Europe/London',
  minutes: 90,
  seats: 24,
  salesEndAt: '2027-03-08T17:00',
}
const course = (sessions: object[], change: Partial<PublishedCourse> = {}): PublishedCourse => ({
  id: courseIdSchema.parse(ID),
  sku: skuSchema.parse('RU-LIVE-CONTEXT'),
  slug: 'context',
  kind: 'live-training',
  sale: 'open',
  repeatable: false,
  revisionId: revisionIdSchema.parse(ID),
  content: shownCourse('live-training', { title: 'Context', durationMinutes: 270, sessions }).content,
  price: { id: priceIdSchema.parse(ID), money: { amount: 49900n, currency: currency('USD') } },
  flockjayCourseId: undefined,
  ...change,
})
const made = (...args: Parameters<typeof course>): Record<string, unknown> => ({
  ...courseJsonLd(course(...args), 'https://redis.io'),
})

describe('what pages tell search engines', () => {
  it('is as Google asks, with and without dates and price', () => {
    expect(structuredDataProblems(made([]))).toEqual([])
    expect(structuredDataProblems(made([SESSION, { ...SESSION, startsAt: '2027-04-09T17:00' }]))).toEqual([])
    expect(structuredDataProblems(made([], { price: undefined, sale: 'announced' }))).toEqual([])
  })
  it.each(['name', 'description', 'url', 'provider', 'hasCourseInstance', '@type'])('has a %s', (name) => {
    const { [name]: _gone, ...rest } = made([SESSION])
    expect(structuredDataProblems(rest)).not.toEqual([])
  })
  it.each([
    { name: ' ' },
    { url: '/university/courses/context' },
    { provider: { '@type': 'Organization' } },
    { hasCourseInstance: [] },
    { hasCourseInstance: { '@type': 'CourseInstance', courseMode: 'Online' } },
    { hasCourseInstance: { '@type': 'CourseInstance', courseMode: 'Online', courseWorkload: '90 min' } },
    { hasCourseInstance: { '@type': 'CourseInstance', courseMode: 'Online', courseWorkload: 'PT' } },
    {
      hasCourseInstance: {
        '@type': 'CourseInstance',
        courseMode: 'Online',
        courseWorkload: 'PT90M',
        startDate: '2027-03-09T17:00:00Z',
        endDate: '2027-03-09T16:00:00Z',
      },
    },
    { offers: { '@type': 'Offer', category: 'Paid', price: '$19', priceCurrency: 'USD' } },
    { offers: { '@type': 'Offer', category: 'Paid', price: '19.00', priceCurrency: 'Dollar' } },
    { offers: { '@type': 'Offer', price: '19.00', priceCurrency: 'USD' } },
  ])('has not %o', (change) => {
    expect(structuredDataProblems({ ...made([SESSION]), ...change })).not.toEqual([])
  })
})

describe('the list of units', () => {
  const item = (position: number, url: string) => ({ '@type': 'ListItem', position, url })
  const list = (...itemListElement: object[]) => ({ '@type': 'ItemList', itemListElement })
  const [one, two] = ['https://redis.io/university/courses/a', 'https://redis.io/university/courses/b']
  it('counts from one, and names each once', () => {
    expect(structuredDataProblems(list(item(1, one), item(2, two)))).toEqual([])
    for (const wrong of [list(), list(item(2, one)), list(item(1, one), item(2, one)), list(item(1, '/a'))])
      expect(structuredDataProblems(wrong)).not.toEqual([])
  })
  it('is no other thing', () => {
    expect(structuredDataProblems({ '@type': 'Product' })).not.toEqual([])
    expect(structuredDataProblems(undefined)).not.toEqual([])
  })
})
