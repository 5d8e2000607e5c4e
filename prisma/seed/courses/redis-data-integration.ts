import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisDataIntegration = {
  sku: 'RU-LAB-DATA-INTEGRATION',
  slug: 'redis-data-integration',
  kind: 'lab',
  sale: 'open',
  flockjayCourseId: 'fj-lab-data-integration',
  // Placeholder: the price list is unknown.
  price: { minor: 1900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis Data Integration',
    tagline: 'Keep Redis in step with your database, without touching the application.',
    description:
      'A 45 minute lab: stream changes from PostgreSQL into Redis with Redis Data Integration, shape them in job files and find rejected records.',
    level: 'intermediate',
    durationMinutes: 45,
    lengthLabel: '45 min',
    format: 'Hands-on',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 hands-on steps', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Deploy a pipeline from a relational database to Redis',
      'Follow one row from INSERT to a key in Redis',
      'Rename, drop and compute fields without writing code',
      'Find out why a record did not arrive',
    ],
    syllabus: [
      {
        title: 'Prepare the source',
        detail:
          'Logical replication in PostgreSQL and a user that may read it: the two things a pipeline asks for.',
        measure: '10 min',
      },
      {
        title: 'Deploy a pipeline',
        detail:
          'Source, target and tables in config.yaml, secrets outside it; deploy, and watch the first full copy run.',
        measure: '12 min',
      },
      {
        title: 'Follow a change',
        detail: 'Insert, update and delete a row, and see the key in Redis appear, change and go.',
        measure: '8 min',
      },
      {
        title: 'Shape the data',
        detail: 'A job file with add_field, filter and map writes JSON under a key of your own design.',
        measure: '10 min',
      },
      {
        title: 'What was rejected',
        detail: 'Break a record on purpose and find it, with its reason, in the dead letter queue.',
        measure: '5 min',
      },
    ],
    prerequisites: {
      text: 'SQL, and hashes and documents in Redis; Redis JSON covers the documents.',
      courses: ['RU-COURSE-JSON'],
    },
    certificate: 'After the fifth step your Redis University account lists the lab as completed.',
    faq: [
      {
        question: 'Which databases can be a source?',
        answer:
          'The lab uses PostgreSQL. MySQL, MariaDB, Oracle and SQL Server are among the others that Redis Data Integration supports; the documentation has the current list with versions.',
      },
      {
        question: 'Can I use it with Redis Open Source?',
        answer:
          'Redis Data Integration is made for Redis Software and Redis Cloud databases, so plan for one of those when you use it at work.',
      },
      {
        question: 'Does it write back to the database?',
        answer:
          'No. The pipeline in this lab goes one way, from the database to Redis. Your application keeps writing where it writes today.',
      },
      {
        question: 'Do I have to program the transformations?',
        answer:
          'They are written in YAML, with short JMESPath or SQL expressions where a value has to be computed.',
      },
      {
        question: 'How fresh is the copy?',
        answer:
          'Changes usually arrive within seconds. It is a copy that follows, not a transaction across both systems, and the third step makes that visible.',
      },
    ],
  },
} satisfies SeedCourseDraft
