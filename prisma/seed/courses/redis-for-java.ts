import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisForJava = {
  sku: 'RU-COURSE-JAVA',
  slug: 'redis-for-java',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-java',
  // Placeholder: the price list is unknown.
  price: { minor: 5900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis for Java',
    tagline: 'Jedis and Lettuce side by side, from the first connection to a failed node.',
    description:
      'Use Redis from Java with Jedis and Lettuce: pooling, pipelines, transactions, async and reactive calls, JSON and search, and handling failure.',
    level: 'intermediate',
    durationMinutes: 240,
    lengthLabel: '4 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Pick Jedis or Lettuce for a service, and say why',
      'Size a connection pool and set timeouts on purpose',
      'Cut round trips with pipelines and keep updates atomic with transactions',
      'Stay available when a node goes away',
    ],
    syllabus: [
      {
        title: 'Connect with Jedis',
        detail: 'RedisClient and its builder, what its pool does under load, and which timeout fires first.',
        measure: '45 min',
      },
      {
        title: 'Pipelines and transactions',
        detail: 'Send a hundred commands in one go, then guard a balance with WATCH, MULTI and EXEC.',
        measure: '50 min',
      },
      {
        title: 'Async and reactive with Lettuce',
        detail:
          'One connection shared by all threads, futures and publishers on top, and the cases that need a connection of their own.',
        measure: '55 min',
      },
      {
        title: 'JSON and search from Java',
        detail: 'Map objects to JSON documents, create an index in code, and page through typed results.',
        measure: '45 min',
      },
      {
        title: 'Clusters, caching and failure',
        detail:
          'RedisClusterClient and RedisSentinelClient, client-side caching over RESP3, and a test that stops a node while requests run.',
        measure: '45 min',
      },
    ],
    prerequisites: {
      text: 'Everyday Java with Maven or Gradle. The basic data types are assumed; Get started with Redis teaches them.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate: 'A certificate of completion in your Redis University account when all sections are done.',
    faq: [
      {
        question: 'Our code uses JedisPooled. Is the course up to date with that?',
        answer:
          'It uses RedisClient, which replaces JedisPooled since Jedis 7.2; JedisPooled is gone in Jedis 8. The first section covers the change.',
      },
      {
        question: 'Does it cover Spring Data Redis?',
        answer:
          'No. The course stays with the two client libraries. Spring Data Redis builds on them, so pools, timeouts and failover will look familiar there.',
      },
      {
        question: 'Should I learn both clients?',
        answer:
          'Most teams settle on one. Seeing both makes the difference plain: blocking calls on pooled connections, or asynchronous calls on a shared one.',
      },
    ],
  },
} satisfies SeedCourseDraft
