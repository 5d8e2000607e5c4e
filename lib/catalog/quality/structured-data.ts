import { z } from 'zod'

/*
 * What Google asks for (developers.google.com/search/docs/appearance/structured-data: course-info, course, carousel,
 * event): the required properties, and of the others those that would be ignored when malformed.
 */
const words = z.string().trim().min(1)
const address = z.url({ protocol: /^https?$/ })
const date = z.iso.datetime({ offset: true }).or(z.iso.date())
const duration = z.string().regex(/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?$/)

const offer = z.looseObject({
  '@type': z.literal('Offer'),
  category: words,
  price: z.string().regex(/^\d+(\.\d+)?$/),
  priceCurrency: z.string().regex(/^[A-Z]{3}$/),
  url: address.optional(),
})
const organization = z.looseObject({ '@type': z.literal('Organization'), name: words })
const schedule = z.looseObject({
  '@type': z.literal('Schedule'),
  startDate: date.optional(),
  endDate: date.optional(),
  repeatFrequency: words,
  repeatCount: z.int().positive(),
})

/** Of a course: how and when it is held. Without a schedule the workload is required. */
const courseInstance = z
  .looseObject({
    '@type': z.literal('CourseInstance'),
    courseMode: words,
    courseWorkload: duration.optional(),
    courseSchedule: schedule.optional(),
    startDate: date.optional(),
    endDate: date.optional(),
  })
  .refine(
    ({ courseWorkload, courseSchedule }) => courseWorkload !== undefined || courseSchedule !== undefined,
    {
      message: 'needs courseWorkload or courseSchedule',
    },
  )
  .refine(inOrder, { message: 'ends before it starts' })

const event = z
  .looseObject({
    '@type': z.enum(['Event', 'EducationEvent']),
    name: words,
    startDate: date,
    endDate: date.optional(),
    location: z.looseObject({ '@type': words }),
  })
  .refine(inOrder, { message: 'ends before it starts' })

const course = z.looseObject({
  '@type': z.literal('Course'),
  name: words,
  description: words,
  url: address,
  provider: organization,
  hasCourseInstance: z.array(courseInstance).min(1).or(courseInstance),
  offers: z.array(offer).min(1).or(offer).optional(),
})
const itemList = z.looseObject({
  '@type': z.literal('ItemList'),
  itemListElement: z
    .array(z.looseObject({ '@type': z.literal('ListItem'), position: z.int().positive(), url: address }))
    .min(1)
    .refine((items) => items.every(({ position }, index) => position === index + 1), {
      message: 'positions do not count from 1',
    })
    .refine((items) => new Set(items.map(({ url }) => url)).size === items.length, {
      message: 'names an address twice',
    }),
})

const known = z.discriminatedUnion('@type', [course, itemList, event])

/** What keeps a search engine from using a page's structured data; nothing: it is as Google asks. */
export function structuredDataProblems(data: unknown): string[] {
  const parsed = known.safeParse(data)
  if (parsed.success) return []
  return parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'structured data'}: ${message}`)
}

function inOrder({ startDate, endDate }: { startDate?: string | undefined; endDate?: string | undefined }) {
  return startDate === undefined || endDate === undefined || Date.parse(startDate) <= Date.parse(endDate)
}
