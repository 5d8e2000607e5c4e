import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisJson = {
  sku: 'RU-COURSE-JSON',
  slug: 'redis-json',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-json',
  // Placeholder: the price list is unknown.
  price: { minor: 4900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis JSON',
    tagline: 'Keep whole documents in Redis and change one field at a time.',
    description:
      'Store, read and update JSON documents in Redis: paths, partial and atomic changes, filters, indexing, and when a hash is the better choice.',
    level: 'beginner',
    durationMinutes: 180,
    lengthLabel: '3 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Store nested documents and fetch only the part you need',
      'Change a number, an array or a branch without rewriting the document',
      'Write JSONPath filters you can still read next month',
      'Decide between a hash and a document with reasons',
    ],
    syllabus: [
      {
        title: 'Documents in, documents out',
        detail: 'JSON.SET, JSON.GET and JSON.MGET, with $ as the root and a path to the piece you want.',
        measure: '35 min',
      },
      {
        title: 'Change a part in place',
        detail:
          'JSON.NUMINCRBY, JSON.ARRAPPEND and JSON.MERGE each run as one atomic step, so two writers do not undo each other.',
        measure: '45 min',
      },
      {
        title: 'Paths that find things',
        detail:
          'Wildcards, recursive descent and filters such as $.items[?(@.price<20)], and what an empty match returns.',
        measure: '35 min',
      },
      {
        title: 'Hash or document',
        detail:
          'Compare memory, nesting and expiry: a single hash field can expire by itself, a JSON document only as a whole.',
        measure: '30 min',
      },
      {
        title: 'Query your documents',
        detail:
          'Put an index over JSON paths with FT.CREATE ON JSON and find documents by what is inside them.',
        measure: '35 min',
      },
    ],
    prerequisites: {
      text: 'You can read a JSON file. Some Redis helps; Get started with Redis gives you more than enough.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate: 'Completing the course adds a certificate of completion to your Redis University account.',
    faq: [
      {
        question: 'Why not store JSON in a plain string?',
        answer:
          'You can, and for a document that is always read and written whole it is fine. With the JSON type the server understands the structure, so it can return or change one part without sending the rest over the network.',
      },
      {
        question: 'Is the JSON type part of Redis?',
        answer:
          'Since Redis Open Source 8, yes. Earlier versions get it from Redis Stack. The commands in the course are the same in both.',
      },
      {
        question: 'Can I keep a schema?',
        answer:
          'Redis does not check documents against a schema; that stays with your application. An index does decide which paths can be searched, which the last section covers.',
      },
    ],
  },
} satisfies SeedCourseDraft
