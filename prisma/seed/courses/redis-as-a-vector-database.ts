import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisAsAVectorDatabase = {
  sku: 'RU-COURSE-VECTOR',
  slug: 'redis-as-a-vector-database',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-vector',
  // Placeholder: the price list is unknown.
  price: { minor: 7900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis as a Vector Database',
    tagline: 'Build semantic search and retrieval that answers in milliseconds.',
    description:
      'Index embeddings in Redis with FLAT, HNSW and SVS-VAMANA, filter and combine results, and build retrieval and a semantic cache with RedisVL.',
    level: 'intermediate',
    durationMinutes: 360,
    lengthLabel: '6 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Choose an index type and a distance for your data',
      'Run nearest-neighbour and range queries with filters on other fields',
      'Rank keywords and meaning together in one query',
      'Feed a language model the right passages, and measure whether you did',
      'Answer repeated questions from a cache that goes by meaning',
    ],
    syllabus: [
      {
        title: 'From text to vectors',
        detail:
          'What an embedding keeps and what it drops, and when cosine, inner product or Euclidean distance is the right ruler.',
        measure: '60 min',
      },
      {
        title: 'Store and index',
        detail:
          'Vectors in hashes and JSON, under FLAT, HNSW or SVS-VAMANA: compare recall, memory and build time on the same data. Vector sets are the simpler alternative.',
        measure: '75 min',
      },
      {
        title: 'Query with filters',
        detail:
          'KNN and range queries in FT.SEARCH, narrowed by tag, number or place, and what EF_RUNTIME trades against speed.',
        measure: '80 min',
      },
      {
        title: 'Hybrid search',
        detail:
          'FT.HYBRID runs a text and a vector search together and merges them by rank or by weighted score. You find queries where each one wins.',
        measure: '65 min',
      },
      {
        title: 'Retrieval and semantic caching',
        detail:
          'A small assistant over your own documents with RedisVL, then its SemanticCache in front, with a threshold you set by testing.',
        measure: '80 min',
      },
    ],
    prerequisites: {
      text: 'Python you can read and change, and the idea of an index. Redis Query Engine covers the second.',
      courses: ['RU-COURSE-QUERY-ENGINE'],
    },
    certificate:
      'Work through all five sections and a certificate of completion appears in your Redis University account.',
    faq: [
      {
        question: 'Do I need to know machine learning?',
        answer:
          'No. You use embedding models as they come and learn to judge their results. Nothing is trained.',
      },
      {
        question: 'Which embedding model does the course use?',
        answer:
          'The index only sees a list of numbers with a fixed length, so any model will do. The course shows what has to change when you swap one: the dimension, the distance and every stored vector.',
      },
      {
        question: 'Which Redis version do I need?',
        answer:
          'Redis 8 for most of it. SVS-VAMANA needs 8.2 and FT.HYBRID needs 8.4; both are marked where they appear.',
      },
      {
        question: 'What about vector sets?',
        answer:
          'They are a data type of their own, with VADD and VSIM, added in Redis 8.0. The second section compares them with an index, so that you know when the simpler tool is enough.',
      },
      {
        question: 'Can I expense it?',
        answer:
          'Every purchase comes with an invoice from Stripe. Enter the company name and tax ID there; a purchase order number goes on the page before.',
      },
    ],
  },
} satisfies SeedCourseDraft
