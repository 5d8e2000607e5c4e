import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisQueryEngine = {
  sku: 'RU-COURSE-QUERY-ENGINE',
  slug: 'redis-query-engine',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-query-engine',
  // Placeholder: the price list is unknown.
  price: { minor: 6900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis Query Engine',
    tagline: 'Find records by what is in them, not only by their key.',
    description:
      'Index hashes and JSON in Redis, then search, filter, rank and aggregate them with FT.CREATE, FT.SEARCH and FT.AGGREGATE.',
    level: 'intermediate',
    durationMinutes: 300,
    lengthLabel: '5 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Design an index over hashes or JSON documents with fitting field types',
      'Combine text, tag, number and place in one query',
      'Order results by relevance and show why each one matched',
      'Answer reporting questions with groups and totals',
      'Find out why a query is slow, and replace an index without downtime',
    ],
    syllabus: [
      {
        title: 'Define an index',
        detail:
          'FT.CREATE over a key prefix, and the choice between TEXT, TAG, NUMERIC, GEO, GEOSHAPE and VECTOR: it decides what you can ask later.',
        measure: '60 min',
      },
      {
        title: 'Ask precise questions',
        detail:
          'Tags in braces, ranges in brackets, and, or and not between them; why dialect 2 reads your query the way you meant it.',
        measure: '60 min',
      },
      {
        title: 'Rank and highlight',
        detail:
          'BM25 scores, field weights and SORTBY set the order; HIGHLIGHT and SUMMARIZE show the reader the words that matched.',
        measure: '50 min',
      },
      {
        title: 'Group and total',
        detail:
          'FT.AGGREGATE as a pipeline of GROUPBY, REDUCE, APPLY and FILTER, from a facet count to revenue per week.',
        measure: '70 min',
      },
      {
        title: 'Make it fast, change it safely',
        detail:
          'Read FT.EXPLAIN and FT.PROFILE, watch memory in FT.INFO, and move an alias to a new index with FT.ALIASUPDATE.',
        measure: '60 min',
      },
    ],
    prerequisites: {
      text: 'You know hashes and sorted sets, for instance from Get started with Redis. For the parts on documents, Redis JSON helps but is not required.',
      courses: ['RU-COURSE-GET-STARTED', 'RU-COURSE-JSON'],
    },
    certificate:
      'When every section is complete, your Redis University account holds a certificate of completion.',
    faq: [
      {
        question: 'Do I need a module for this?',
        answer:
          'Not with Redis Open Source 8: the query engine is part of it. Before version 8 the same commands came with Redis Stack, as the RediSearch module.',
      },
      {
        question: 'Is a new record found at once?',
        answer:
          'Yes. A write to an indexed key updates the index as part of that write. Only keys that existed before FT.CREATE are indexed in the background, and the course shows how to follow that.',
      },
      {
        question: 'Does it cover vector search?',
        answer:
          'Only as a field type among others. Embeddings, nearest neighbours and hybrid ranking have their own course, Redis as a Vector Database.',
      },
      {
        question: 'How is this different from the Full-Text Search lab?',
        answer:
          'The lab is half an hour on one product catalog. This course goes on to aggregation, query plans and changing an index that is in use.',
      },
    ],
  },
} satisfies SeedCourseDraft
