import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisForDotnet = {
  sku: 'RU-COURSE-DOTNET',
  slug: 'redis-for-dotnet',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-dotnet',
  // Placeholder: the price list is unknown.
  price: { minor: 5900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis for .NET',
    tagline: 'One multiplexer, many callers: Redis the way a .NET service wants it.',
    description:
      'Use Redis from C# with StackExchange.Redis and NRedisStack: the multiplexer, pipelining, conditional transactions, JSON, search and ASP.NET caching.',
    level: 'intermediate',
    durationMinutes: 240,
    lengthLabel: '4 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Share one connection through a whole service and configure it for bad days',
      'Overlap requests with tasks and avoid the usual timeouts',
      'Make a change depend on what is stored, with conditions',
      'Add JSON and search with NRedisStack',
      'Cache in ASP.NET Core behind the standard interface',
    ],
    syllabus: [
      {
        title: 'One multiplexer',
        detail:
          'ConnectionMultiplexer as a singleton, AbortOnConnectFail, and what happens to waiting calls during a reconnect.',
        measure: '45 min',
      },
      {
        title: 'Tasks and timeouts',
        detail: 'Start calls, await them later, and read a timeout message until it names the cause.',
        measure: '50 min',
      },
      {
        title: 'Conditions and scripts',
        detail:
          'CreateTransaction with a Condition takes the place of WATCH on a shared connection; a short Lua script does what a condition cannot.',
        measure: '45 min',
      },
      {
        title: 'JSON and search',
        detail:
          'NRedisStack adds JSON() and FT() to the database you already have: store, index, query, page.',
        measure: '55 min',
      },
      {
        title: 'Caching in ASP.NET Core',
        detail:
          'IDistributedCache on Redis, expiry that suits the data, and a page that still works with the cache down.',
        measure: '45 min',
      },
    ],
    prerequisites: {
      text: 'C# with async and await, and the basic data types of Redis as in Get started with Redis.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate:
      'Complete the course and a certificate of completion is added to your Redis University account.',
    faq: [
      {
        question: 'Why can I not call BLPOP?',
        answer:
          'StackExchange.Redis shares one connection between all callers, and a blocking command would hold everyone up. The course shows what to use in its place.',
      },
      {
        question: 'Is NRedisStack another client?',
        answer:
          'It adds commands for JSON, search and more on top of StackExchange.Redis. Your connection and configuration stay as they are.',
      },
      {
        question: 'Do I need Windows?',
        answer: 'No. The libraries run wherever .NET runs, and Redis itself is used over the network.',
      },
    ],
  },
} satisfies SeedCourseDraft
