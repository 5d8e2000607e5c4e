import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisStreams = {
  sku: 'RU-COURSE-STREAMS',
  slug: 'redis-streams',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-streams',
  // Placeholder: the price list is unknown.
  price: { minor: 5900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis Streams',
    tagline: 'Event pipelines, consumer groups, and what to do when one dies.',
    description:
      'Build event pipelines on Redis Streams: XADD, blocking reads, consumer groups, claiming lost work, trimming, and spreading load over a cluster.',
    level: 'beginner',
    durationMinutes: 300,
    lengthLabel: '5 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '6 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Append events and read them back by ID or by time',
      'Split the work so that each new event goes to one consumer',
      'Recover what a crashed consumer left unfinished',
      'Keep a stream at a size your memory can afford',
      'Tell from two numbers whether your consumers keep up',
    ],
    syllabus: [
      {
        title: 'A log you read by ID',
        detail:
          'XADD appends, XRANGE and XREVRANGE read; an ID that Redis assigns holds the time, so a range of IDs is a range of time.',
        measure: '45 min',
      },
      {
        title: 'Read events as they arrive',
        detail:
          'XREAD with BLOCK waits for the next entry; you remember the last ID, so a reconnect goes on where it stopped.',
        measure: '45 min',
      },
      {
        title: 'Share the work in a group',
        detail:
          'XGROUP CREATE, XREADGROUP and XACK: each new entry goes to one consumer of the group and stays pending until it is acknowledged.',
        measure: '60 min',
      },
      {
        title: 'When a consumer dies',
        detail:
          'Find stuck entries with XPENDING, take them over with XAUTOCLAIM, and set aside the one that fails every time by its delivery count.',
        measure: '60 min',
      },
      {
        title: 'Keep the stream small',
        detail:
          'Trim by length or by age with MAXLEN and MINID, see why the approximate form is cheaper, and remove finished entries with XACKDEL.',
        measure: '45 min',
      },
      {
        title: 'Run it for real',
        detail:
          'Spread one logical stream over several keys of a cluster, watch lag and pending counts in XINFO GROUPS, and make handlers safe to run twice.',
        measure: '45 min',
      },
    ],
    prerequisites: {
      text: 'You can set and read keys in redis-cli. If not, start with Get started with Redis.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate:
      'A certificate of completion once the sixth section is done, kept in your Redis University account.',
    faq: [
      {
        question: 'How do streams differ from Pub/Sub?',
        answer:
          'Pub/Sub delivers to whoever is listening at that moment and keeps nothing. A stream keeps its entries until you trim it, so a consumer that was away reads what it missed.',
      },
      {
        question: 'Is an event ever processed twice?',
        answer:
          'It can be. A consumer that dies after the work but before XACK leaves the entry pending, and another one will take it over. Section six is about handlers that do not mind.',
      },
      {
        question: 'Which Redis version do I need?',
        answer:
          'Consumer groups exist since Redis 5.0 and XAUTOCLAIM since 6.2. Two parts show newer commands and say so: XACKDEL needs 8.2, and XREADGROUP with CLAIM needs 8.4.',
      },
      {
        question: 'In which language are the examples?',
        answer:
          'In Redis commands. A stream behaves the same from every client library, so nothing here ties you to one language.',
      },
    ],
  },
} satisfies SeedCourseDraft
