import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisForPython = {
  sku: 'RU-COURSE-PYTHON',
  slug: 'redis-for-python',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-python',
  // Placeholder: the price list is unknown.
  price: { minor: 5900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis for Python',
    tagline: 'redis-py from the first GET to an asyncio service that survives a reconnect.',
    description:
      'Learn redis-py: connections and decoding, pipelines and WATCH, asyncio, JSON, search and vectors, retries and client-side caching.',
    level: 'beginner',
    durationMinutes: 240,
    lengthLabel: '4 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Get text instead of bytes, and know when bytes are what you want',
      'Batch commands, with or without a transaction',
      'Use Redis from asyncio code without leaking connections',
      'Query JSON documents and vectors from Python',
      'Retry what is safe to retry, and only that',
    ],
    syllabus: [
      {
        title: 'Connect, decode, reuse',
        detail: 'redis.Redis, decode_responses and the connection pool behind them.',
        measure: '40 min',
      },
      {
        title: 'Pipelines and WATCH',
        detail:
          'pipeline() wraps your commands in MULTI and EXEC unless you ask it not to; WatchError tells you when to try again.',
        measure: '50 min',
      },
      {
        title: 'Redis in asyncio',
        detail:
          'redis.asyncio, concurrent tasks on one client, Pub/Sub in the background, and closing with aclose().',
        measure: '50 min',
      },
      {
        title: 'JSON, search and vectors',
        detail:
          'r.json() and r.ft() for documents and queries, then RedisVL for a first vector index described in a schema file.',
        measure: '55 min',
      },
      {
        title: 'Retries and local caching',
        detail:
          'Retry with ExponentialBackoff, health checks on idle connections, and CacheConfig to answer repeated reads without a round trip.',
        measure: '45 min',
      },
    ],
    prerequisites: {
      text: 'You write small Python programs. The Redis part starts at the beginning, so Get started with Redis is optional.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate: 'Finishing the five sections earns a certificate of completion, listed in your account.',
    faq: [
      {
        question: 'We use Django or FastAPI. Will the examples fit?',
        answer:
          'The examples are plain Python, so they fit either. The asyncio section is the one to read first for FastAPI; caching frameworks of Django are not covered.',
      },
      {
        question: 'What happened to aioredis?',
        answer:
          'It became part of redis-py, as redis.asyncio. If your code still imports aioredis, the third section shows what changes.',
      },
      {
        question: 'Do I need a Redis with search for this?',
        answer:
          'For the fourth section, yes; Redis Open Source 8 has JSON and the query engine built in. Client-side caching in the last section needs Redis 7.4 or later. The rest runs on older versions too.',
      },
      {
        question: 'Is RedisVL explained in depth?',
        answer:
          'Here it gets one exercise. Redis as a Vector Database spends its last section on it, with retrieval and a semantic cache.',
      },
    ],
  },
} satisfies SeedCourseDraft
