import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisForJavascript = {
  sku: 'RU-COURSE-JAVASCRIPT',
  slug: 'redis-for-javascript',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-javascript',
  // Placeholder: the price list is unknown.
  price: { minor: 5900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis for JavaScript',
    tagline: 'Node.js and Redis without dropped errors, stuck connections or surprise types.',
    description:
      'Use Redis from Node.js with node-redis: connections and errors, automatic pipelining, transactions, pools, Pub/Sub, JSON and search in TypeScript.',
    level: 'beginner',
    durationMinutes: 240,
    lengthLabel: '4 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Open a client that reports errors and reconnects on its own terms',
      'Let the client batch commands, and batch them yourself where order matters',
      'Give blocking and watching code its own connection',
      'Store and search JSON with types that match your data',
    ],
    syllabus: [
      {
        title: 'A client that stays up',
        detail:
          'createClient, the error listener you must not forget, a reconnect strategy, and a clean end of the process.',
        measure: '45 min',
      },
      {
        title: 'Pipelines without asking',
        detail:
          'Commands sent in one tick travel together; see it in the packet log, then add multi() and exec().',
        measure: '45 min',
      },
      {
        title: 'Pools, WATCH and blocking reads',
        detail:
          'Why WATCH and a blocking read do not belong on a shared connection, and how createClientPool lends you one.',
        measure: '50 min',
      },
      {
        title: 'Pub/Sub and streams',
        detail:
          'A duplicated client as the subscriber, a consumer group as the part that must not miss anything.',
        measure: '50 min',
      },
      {
        title: 'JSON and search, typed',
        detail:
          'client.json and client.ft, an index for a product list, and narrowing replies so that the compiler helps.',
        measure: '50 min',
      },
    ],
    prerequisites: {
      text: 'Node.js with async and await. Redis basics are repeated briefly; for more, take Get started with Redis.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate: 'You receive a certificate of completion in your Redis University account at the end.',
    faq: [
      {
        question: 'I use ioredis. Can I follow?',
        answer:
          'The ideas carry over, the code does not: all exercises use node-redis, and method names, pooling and reconnecting differ between the two.',
      },
      {
        question: 'Does this run in the browser?',
        answer:
          'No. Redis speaks its own protocol over TCP, so it is used from the server. The course is about Node.js.',
      },
      {
        question: 'Is TypeScript required?',
        answer:
          'No. Only the last section leans on types, and it explains the few it needs. Everything before it reads as plain JavaScript.',
      },
    ],
  },
} satisfies SeedCourseDraft
