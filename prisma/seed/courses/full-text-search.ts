import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const fullTextSearch = {
  sku: 'RU-LAB-FULL-TEXT',
  slug: 'full-text-search',
  kind: 'lab',
  sale: 'open',
  flockjayCourseId: 'fj-lab-full-text',
  // Placeholder: the price list is unknown.
  price: { minor: 1900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Full-Text Search',
    tagline: 'Index a catalog and query it like a search engine.',
    description:
      'A 30 minute lab: index product hashes in Redis, search by word, phrase and prefix, forgive typing errors, and rank and highlight the results.',
    level: 'beginner',
    durationMinutes: 30,
    lengthLabel: '30 min',
    format: 'Hands-on',
    language: 'English',
    included: [STARTS_AT_ONCE, '4 hands-on steps', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Turn existing hashes into a searchable index without changing them',
      'Find “running shoes” when somebody types “run shoe”',
      'Put the best match first and show why it matched',
    ],
    syllabus: [
      {
        title: 'Index what is there',
        detail:
          'FT.CREATE with a prefix and four fields, then FT.INFO to watch the existing products come in.',
        measure: '8 min',
      },
      {
        title: 'Words, phrases, prefixes',
        detail: 'Stemming finds other forms of a word, quotes keep words together, a star completes them.',
        measure: '8 min',
      },
      {
        title: 'Forgive a typo',
        detail:
          'Percent signs around a word allow for wrong letters; FT.SPELLCHECK suggests the word that was meant.',
        measure: '7 min',
      },
      {
        title: 'Rank and highlight',
        detail: 'A heavier weight on the title moves it up; HIGHLIGHT marks the words the reader looked for.',
        measure: '7 min',
      },
    ],
    prerequisites: {
      text: 'None beyond a first look at hashes, as in Get started with Redis.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate: 'Completion is recorded in your Redis University account; there is no test at the end.',
    faq: [
      {
        question: 'Do I have to move my data?',
        answer:
          'No. The index reads the hashes where they are and follows later changes by itself. Dropping the index leaves the hashes untouched.',
      },
      {
        question: 'Does stemming work in languages other than English?',
        answer:
          'Yes, for a list of languages that you choose for an index or for a single query. The lab uses English and shows where the setting goes.',
      },
      {
        question: 'What comes after this?',
        answer:
          'Redis Query Engine, if you want filters, facets and query plans. Redis as a Vector Database, if you want to search by meaning.',
      },
    ],
  },
} satisfies SeedCourseDraft
