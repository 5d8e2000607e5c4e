import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const distributedSessionManagement = {
  sku: 'RU-LAB-SESSIONS',
  slug: 'distributed-session-management',
  kind: 'lab',
  sale: 'open',
  flockjayCourseId: 'fj-lab-sessions',
  // Placeholder: the price list is unknown.
  price: { minor: 1900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Distributed Session Management',
    tagline: 'Sign in on one server, stay signed in on all of them.',
    description:
      'A 30 minute lab: keep web sessions in Redis, extend them while they are used, share them between servers and end them all at once.',
    level: 'beginner',
    durationMinutes: 30,
    lengthLabel: '30 min',
    format: 'Hands-on',
    language: 'English',
    included: [STARTS_AT_ONCE, '4 hands-on steps', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Keep a session in a hash that removes itself',
      'Extend a session only while somebody uses it',
      'Sign one person out of every device',
    ],
    syllabus: [
      {
        title: 'Store a session',
        detail:
          'HSET under a random ID and EXPIRE for its lifetime; the cookie carries the ID and nothing else.',
        measure: '8 min',
      },
      {
        title: 'Keep it alive',
        detail:
          'Renew the expiry on each request, and let a one-time code inside the session run out earlier with HEXPIRE.',
        measure: '8 min',
      },
      {
        title: 'Two servers, one session',
        detail: 'Sign in on the first, stop it, and go on working on the second.',
        measure: '8 min',
      },
      {
        title: 'Sign out everywhere',
        detail: 'A set of session IDs for each person makes “all my devices” one short command.',
        measure: '6 min',
      },
    ],
    prerequisites: {
      text: 'You know what a cookie is. The commands are explained as they appear; Get started with Redis goes deeper.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate:
      'Your Redis University account marks the lab as completed. Labs are practice and carry no exam.',
    faq: [
      {
        question: 'Why not keep sessions in a signed cookie?',
        answer:
          'A signed cookie cannot be taken back before it expires. With the session in Redis, deleting one key ends it at once, which the last step shows.',
      },
      {
        question: 'What if Redis restarts?',
        answer:
          'With persistence off, everybody has to sign in again. With it on, sessions come back, except for the last moments before the stop, depending on the setting.',
      },
      {
        question: 'Does HEXPIRE work in my version?',
        answer:
          'Expiry of single hash fields came with Redis 7.4. On an older version, leave that one step out; the rest still works.',
      },
    ],
  },
} satisfies SeedCourseDraft
