import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const distributedLocks = {
  sku: 'RU-LAB-LOCKS',
  slug: 'distributed-locks',
  kind: 'lab',
  sale: 'open',
  flockjayCourseId: 'fj-lab-locks',
  // Placeholder: the price list is unknown.
  price: { minor: 1900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Distributed Locks',
    tagline: 'Make two servers agree, and keep them honest.',
    description:
      'A 35 minute lab: cause a race between two workers, stop it with a Redis lock, release the lock safely, and survive a worker that wakes up too late.',
    level: 'intermediate',
    durationMinutes: 35,
    lengthLabel: '35 min',
    format: 'Hands-on',
    language: 'English',
    included: [STARTS_AT_ONCE, '4 hands-on steps', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Recognise the race that a lock is meant to stop',
      'Take a lock that cannot be held for ever',
      'Release only a lock that is still yours',
      'Know what a lock in Redis cannot promise',
    ],
    syllabus: [
      {
        title: 'See the race',
        detail: 'Two workers sell the last ticket. Run them until the stock falls below zero.',
        measure: '7 min',
      },
      {
        title: 'Take the lock',
        detail: 'SET with NX and PX: one command, one owner, and an end in case the owner dies.',
        measure: '8 min',
      },
      {
        title: 'Release only your own',
        detail:
          'Compare the token and delete in a single step, with a short Lua script or, from Redis 8.4 on, DELEX with IFEQ.',
        measure: '10 min',
      },
      {
        title: 'Survive a long pause',
        detail:
          'Freeze the owner until its lock has expired, watch it write anyway, then turn it away with a rising number made by INCR.',
        measure: '10 min',
      },
    ],
    prerequisites: {
      text: 'You can read a short program and know SET and GET. Get started with Redis covers the commands.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate:
      'After the fourth step, your Redis University account shows the lab as completed. It ends without an exam.',
    faq: [
      {
        question: 'Is this about Redlock?',
        answer:
          'It builds the lock on one Redis. The last step explains what Redlock adds with several independent servers, and what it does not.',
      },
      {
        question: 'What does a failover do to a lock?',
        answer:
          'Replication is asynchronous, so a lock taken just before a failover can be missing afterwards. That is why the last step protects the data itself and does not rely on the lock alone.',
      },
      {
        question: 'Why not DEL to release?',
        answer:
          'Because your lock may have expired and belong to somebody else by then. You will see exactly that happen before you fix it.',
      },
      {
        question: 'Which client does it use?',
        answer:
          'The steps are Redis commands, so they apply to any client that can run SET with options and a script.',
      },
    ],
  },
} satisfies SeedCourseDraft
