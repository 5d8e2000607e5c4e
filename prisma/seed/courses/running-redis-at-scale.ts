import type { SeedCourseDraft } from '../seed-course'
import { SELF_STUDY } from '../tax-codes'
import { COMPANY_INVOICE, FULL_REFUND, STARTS_AT_ONCE } from '../ticks'

export const runningRedisAtScale = {
  sku: 'RU-COURSE-SCALE',
  slug: 'running-redis-at-scale',
  kind: 'course',
  sale: 'open',
  flockjayCourseId: 'fj-course-scale',
  // Placeholder: the price list is unknown.
  price: { minor: 9900n, currency: 'USD', placeholder: true },
  taxCode: SELF_STUDY,
  content: {
    title: 'Running Redis at Scale',
    tagline: 'Persistence, failover and clusters, practised before you need them.',
    description:
      'Operate Redis with confidence: RDB and AOF, replication, Sentinel, Redis Cluster and its hash slots, resizing, and what to watch.',
    level: 'advanced',
    durationMinutes: 480,
    lengthLabel: '8 h',
    format: 'Self-paced',
    language: 'English',
    included: [STARTS_AT_ONCE, '6 sections, at your own pace', COMPANY_INVOICE, FULL_REFUND],
    outcomes: [
      'Choose a persistence setting and state what it can lose',
      'Set up replicas and an automatic failover, then prove that it works',
      'Plan keys and hash tags for a cluster',
      'Add and remove nodes while clients keep working',
      'Read the signs of trouble: latency, memory, slow commands, big keys',
    ],
    syllabus: [
      {
        title: 'Persistence you can explain',
        detail:
          'Snapshots, the append-only file and both together; what each fsync setting costs, and which seconds of data it puts at risk.',
        measure: '75 min',
      },
      {
        title: 'Replication',
        detail:
          'Replicas copy asynchronously. See the gap with your own eyes, narrow it with WAIT and min-replicas-to-write, and learn what neither can promise.',
        measure: '75 min',
      },
      {
        title: 'Failover with Sentinel',
        detail:
          'Quorum, election and promotion: stop the primary, follow the logs, and reconnect your client.',
        measure: '80 min',
      },
      {
        title: 'Redis Cluster',
        detail:
          '16,384 slots, CRC16 and hash tags; what MOVED and ASK tell a client, and which commands need all their keys in one slot.',
        measure: '100 min',
      },
      {
        title: 'Grow and shrink',
        detail:
          'Move slots between nodes key by key as before, and in one step with CLUSTER MIGRATION from Redis 8.4 on.',
        measure: '70 min',
      },
      {
        title: 'Watch and tune',
        detail:
          'INFO, SLOWLOG, LATENCY DOCTOR and MEMORY USAGE, the scan for big keys, and the five numbers worth an alert.',
        measure: '80 min',
      },
    ],
    prerequisites: {
      text: 'You have used Redis in an application and can edit a configuration file on Linux. Get started with Redis fills the first half of that.',
      courses: ['RU-COURSE-GET-STARTED'],
    },
    certificate:
      'A certificate of completion for the six sections. The course also prepares for the operations part of the Redis Certified Developer exam.',
    faq: [
      {
        question: 'I use a managed Redis. Is this still for me?',
        answer:
          'Partly. Someone else runs the failover for you, but replication lag, hash slots, eviction and slow commands still shape your application. Sections two, four and six are the ones to weigh.',
      },
      {
        question: 'Sentinel or Cluster?',
        answer:
          'Sentinel gives one data set a failover. Cluster also divides the data over several primaries. You set up both and leave with a way to choose.',
      },
      {
        question: 'Can a failover lose data that Redis had confirmed?',
        answer:
          'Yes, because replication is asynchronous. Section two shows the gap and how to narrow it, section three a failover that falls into it. Knowing the remaining risk is the point.',
      },
      {
        question: 'Which version does it use?',
        answer:
          'The ideas hold for every recent version. Where something is new, such as atomic slot migration in Redis 8.4, the section shows the older way beside it.',
      },
    ],
  },
} satisfies SeedCourseDraft
