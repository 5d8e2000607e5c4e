import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const getStartedWithRedis = {
  sku: 'RU-COURSE-GET-STARTED',
  slug: 'get-started-with-redis',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-get-started',
  // Placeholder: the price list is unknown.
  price: { minor: 2900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Get started with Redis',
    tagline: 'Store, count, rank and cache: the five data types you will use every week.',
    description:
      'A first course in Redis: keys and expiry, strings, hashes, lists, sets and sorted sets, a cache that works, and what survives a restart.',
    level: 'beginner',
    durationMinutes: 180,
    lengthLabel: '3 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Read and write the five basic data types from the command line',
      'Give keys a name you can still search a year later, and a time to live',
      'Build a leaderboard with a sorted set',
      'Put a cache in front of a slow query and keep it fresh',
    ],
    syllabus: [
      {
        title: 'Keys, values and expiry',
        detail: 'SET, GET, EXPIRE and TTL, and why you walk the keyspace with SCAN and leave KEYS alone.',
        measure: '40 min',
      },
      {
        title: 'Hashes, lists and sets',
        detail:
          'A user profile in a hash, a work queue in a list, tags in a set: the same small shop, three times, each time with the type that suits it.',
        measure: '45 min',
      },
      {
        title: 'Counters and rankings',
        detail: 'INCR counts without a race; ZADD and ZRANGE keep a top ten in order while scores change.',
        measure: '35 min',
      },
      {
        title: 'Cache a slow query',
        detail:
          'Look in Redis, fall back to the database, write the answer with an expiry. Then decide what happens when memory is full: maxmemory and its eviction policies.',
        measure: '40 min',
      },
      {
        title: 'What survives a restart',
        detail:
          'Snapshots (RDB) and the append-only file (AOF): turn each on, stop the server, and count what came back.',
        measure: '20 min',
      },
    ],
    prerequisites: {
      text: 'None. You should be at home on a command line; no earlier contact with Redis is needed.',
      courses: [],
    },
    certificate: 'Finish all five sections for a certificate of completion in your Redis University account.',
    faq: [
      {
        question: 'Do I need to program?',
        answer:
          'No. Everything happens in redis-cli. If you would rather learn in your own language, go on to the course for Java, Python, JavaScript or .NET afterwards.',
      },
      {
        question: 'I have used Redis as a cache. Is this too basic?',
        answer:
          'The first section may be. Sorted sets, eviction and persistence go beyond SET and GET, so look at those sections before you decide.',
      },
      {
        question: 'Which version of Redis is it about?',
        answer:
          'The basic data types and commands shown here have been in Redis for many years and work the same in Redis 8.',
      },
      {
        question: 'What if it is not for me?',
        answer:
          'You get the full price back within 14 days of purchase. Access to the course ends with the refund.',
      },
    ],
  },
} satisfies SeedCourseDraft
