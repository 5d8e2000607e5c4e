import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const redisSecurity = {
  sku: 'RU-COURSE-SECURITY',
  slug: 'redis-security',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-security',
  // Placeholder: the price list is unknown.
  price: { minor: 7900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Redis Security',
    tagline: 'Give every service the access it needs, and nothing it does not.',
    description:
      'Secure a Redis deployment: network exposure, ACL users, key and command permissions, TLS between all parties, and changing secrets without downtime.',
    level: 'intermediate',
    durationMinutes: 240,
    lengthLabel: '4 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '5 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Close the ways in that a default installation leaves to you',
      'Write ACL rules for an application, a reporting job and an operator',
      'Encrypt traffic from clients, to replicas and inside a cluster',
      'Replace a password while services stay connected',
      'Find out who was refused what, and when',
    ],
    syllabus: [
      {
        title: 'Who can reach it',
        detail:
          'bind, protected mode and firewalls; what an attacker can do with an open port, shown on a server built to be broken.',
        measure: '40 min',
      },
      {
        title: 'Users instead of one password',
        detail:
          'ACL SETUSER with command categories and key patterns, and how to switch off the default user without locking yourself out.',
        measure: '60 min',
      },
      {
        title: 'Rules as narrow as the job',
        detail:
          'Separate read and write patterns, selectors for exceptions, channels for Pub/Sub, and ACL DRYRUN to test a rule before it bites.',
        measure: '50 min',
      },
      {
        title: 'TLS on every link',
        detail:
          'tls-port, client certificates, replication and the cluster bus; then watch a client refuse a certificate it should refuse.',
        measure: '50 min',
      },
      {
        title: 'Change secrets, keep evidence',
        detail:
          'Two valid passwords during a change-over, rules in an ACL file under version control, and ACL LOG as your record of refusals.',
        measure: '40 min',
      },
    ],
    prerequisites: {
      text: 'Basic Redis commands and some experience with servers. Running Redis at Scale is a good companion, before or after.',
      courses: ['RU-COURSE-SCALE'],
    },
    certificate: 'Your Redis University account shows a certificate of completion after the last section.',
    faq: [
      {
        question: 'Does it apply to Redis Cloud?',
        answer:
          'ACL rules, least privilege and TLS do. The parts on bind and redis.conf are about servers you run yourself; in Redis Cloud those settings are not yours to edit.',
      },
      {
        question: 'Does Redis encrypt data on disk?',
        answer:
          'Redis Open Source does not encrypt its snapshot and append-only files. That is done by the disk or the file system, and the course says where the boundary lies.',
      },
      {
        question: 'From which version are ACLs available?',
        answer:
          'Users and categories came with Redis 6.0. Selectors, separate read and write key permissions and ACL DRYRUN need 7.0 or later.',
      },
      {
        question: 'Will it make us compliant with a standard?',
        answer:
          'No course can. It gives you controls and the evidence for them; your auditor decides what they count for.',
      },
    ],
  },
} satisfies SeedCourseDraft
