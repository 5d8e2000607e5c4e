import type { SeedCourseDraft } from '../seed-course'
import { EXAM } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisCertifiedDeveloper = {
  sku: 'RU-CERT-DEVELOPER',
  slug: 'redis-certified-developer',
  kind: 'certification',
  sale: 'open',
  repeatable: true,
  flockjayCourseId: 'fj-cert-developer',
  // Placeholder: the price list is unknown.
  price: { minor: 19900n, currency: 'USD', placeholder: true },
  taxCode: EXAM,
  content: {
    title: 'Redis Certified Developer',
    tagline: 'Prove you can design, build and run with Redis, with a certificate employers can verify.',
    description:
      'The Redis developer exam: 90 minutes online on data types, key design, streams, queries, vectors, clients and operations.',
    level: 'intermediate',
    durationMinutes: 90,
    lengthLabel: '90 min exam',
    format: 'Online',
    language: 'English',
    included: [STARTS_AT_ONCE, 'One exam sitting within 12 months', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Choose the right data type, and know what it costs',
      'Model keys that stay fast at a hundred million entries',
      'Use streams, queries and vectors where they fit',
      'Keep data safe: persistence, replication, failover',
    ],
    syllabus: [
      {
        title: 'Data types and commands',
        detail:
          'Pick between strings, hashes, lists, sets and sorted sets, and tell an O(1) command from an O(N) one. Get started with Redis covers the ground.',
        measure: '24 %',
      },
      {
        title: 'Data modelling and key design',
        detail:
          'Name keys, expire them, keep related keys in one hash slot, and choose between a hash and a JSON document. Redis JSON prepares you.',
        measure: '22 %',
      },
      {
        title: 'Streams, queries, vectors',
        detail:
          'Read a consumer group’s pending entries, write an index definition, filter a nearest-neighbour query. Prepare with Redis Streams and Redis Query Engine.',
        measure: '20 %',
      },
      {
        title: 'Clients, pipelines, transactions',
        detail:
          'Say what MULTI, WATCH and a pipeline each promise, and what a client does after a dropped connection. Any of the four language courses prepares you.',
        measure: '18 %',
      },
      {
        title: 'Operations every developer must know',
        detail:
          'Explain what a restart or a failover can lose, what eviction removes, and how a cluster redirects a client. Prepare with Running Redis at Scale.',
        measure: '16 %',
      },
    ],
    prerequisites: {
      text: 'No formal prerequisite. You are ready if you have built something real with Redis, or finished Running Redis at Scale.',
      courses: ['RU-COURSE-SCALE'],
    },
    certificate:
      'Pass and you receive the Redis Certified Developer certificate, which an employer can verify. The exam is the only way to earn it.',
    faq: [
      {
        question: 'Do I have to take a course first?',
        answer:
          'No. The exam stands on its own. The sections above name the course that covers each part, so you can fill only the gaps you have.',
      },
      {
        question: 'When do I sit the exam?',
        answer:
          'When you are ready, within 12 months of buying it. It is in your Redis University account as soon as payment has gone through; plan 90 minutes for it.',
      },
      {
        question: 'Does the price include a second try?',
        answer: 'No. It covers one sitting, taken within 12 months of buying it.',
      },
      {
        question: 'Does it matter which programming language I use?',
        answer:
          'The exam is about Redis: its commands, its data types and what a client may rely on. Those are the same from Java, Python, JavaScript or .NET.',
      },
      {
        question: 'Can my employer pay?',
        answer:
          'Yes. Add a purchase order number on our checkout page if you need one, then the company name and tax ID at Stripe. Both are printed on the invoice, which you can download as a PDF.',
      },
    ],
  },
} satisfies SeedCourseDraft
