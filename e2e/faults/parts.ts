import type { Failpoint } from '@/lib/failpoint'
import { breakDurability, breakUniqueness } from './broken-builds'
import { breakSync } from './broken-sync'
import { dropDatabase } from './database-falls'
import type { Fall } from './database-falls'
import { fillTables, WRITTEN_TABLES } from './disk-full'
import { HISTORIES, SHORT_HISTORIES } from './histories'
import { postHostile } from './hostile-webhooks'
import { EVERYWHERE, killEverywhere } from './kills'
import { loseWebhooks } from './lost-webhooks'
import { openMailbox } from './mailbox'
import type { Mailbox } from './mailbox'
import { troubleOutside } from './outside-trouble'
import { everyOrder } from './permutations'
import { SHORT_TROUBLES, TROUBLES, troubleSalesforce } from './salesforce-trouble'
import type { Score } from './scoreboard'
import type { Shop } from './shop'
import { fillDisk } from './small-disk'
import type { System } from './system'
import { tamperWithBooks } from './tampered-books'
import { tamperWithRecords } from './tampered-records'

export type Run = {
  readonly system: System
  readonly shop: Shop
  readonly folder: string
  /** Ids of events answered with 200. */
  readonly accepted: Set<string>
}

export type Part = {
  readonly name: string
  readonly run: (run: Run) => Promise<Score | undefined>
  /** It audits by itself, or leaves the database unfit for an audit. */
  readonly ownAudit?: boolean
}

/** Webhooks are delivered by the part itself. */
function byHand(work: (run: Run, mailbox: Mailbox) => Promise<Score>): Part['run'] {
  return async (run) => {
    const mailbox = await openMailbox(run.system)
    try {
      return await work(run, mailbox)
    } finally {
      await mailbox.close()
    }
  }
}

const FALLS: readonly Fall[] = ['immediate', 'kill-parent', 'kill-all', 'terminate-backends']
const SHORT_POINTS: readonly Failpoint[] = [
  'checkout.session-created',
  'receive.stored',
  'process.booked',
  'delivery.called',
  'salesforce.written',
]

/** Proof that the audit can fail. */
const broken = (purchases: number): readonly Part[] => [
  { name: 'tampered', ownAudit: true, run: ({ system }) => tamperWithBooks(system) },
  { name: 'tampered-records', ownAudit: true, run: ({ system }) => tamperWithRecords(system) },
  {
    name: 'durability',
    ownAudit: true,
    run: byHand((run, mailbox) => breakDurability({ ...run, mailbox }, purchases)),
  },
  // Last: nothing holds in this database any more.
  {
    name: 'uniqueness',
    ownAudit: true,
    run: byHand((run, mailbox) => breakUniqueness({ ...run, mailbox }, purchases)),
  },
]

export const FULL: readonly Part[] = [
  { name: 'kills', run: ({ system, shop }) => killEverywhere(system, shop, EVERYWHERE) },
  {
    name: 'postgres',
    run: ({ system, shop }) => dropDatabase(system, shop, [...FALLS, ...FALLS, ...FALLS], 30),
  },
  {
    name: 'orders',
    run: byHand(({ accepted, ...run }, mailbox) => everyOrder({ ...run, mailbox }, HISTORIES, accepted)),
  },
  { name: 'lost', run: ({ system, shop }) => loseWebhooks(system, shop, 12) },
  { name: 'outside', run: ({ system, shop }) => troubleOutside(system, shop, 1) },
  { name: 'salesforce', run: ({ system, shop }) => troubleSalesforce(system, shop, TROUBLES) },
  {
    name: 'tables',
    run: byHand(({ system, shop, accepted }, mailbox) =>
      fillTables(system, { shop, mailbox }, WRITTEN_TABLES, accepted),
    ),
  },
  { name: 'disk', ownAudit: true, run: ({ folder }) => fillDisk(folder) },
  { name: 'hostile', run: ({ system }) => postHostile(system) },
  { name: 'sync', ownAudit: true, run: byHand((run, mailbox) => breakSync({ ...run, mailbox })) },
  ...broken(20),
]

export const SHORT: readonly Part[] = [
  {
    name: 'kills',
    run: ({ system, shop }) => killEverywhere(system, shop, { points: SHORT_POINTS, each: 1 }),
  },
  { name: 'salesforce', run: ({ system, shop }) => troubleSalesforce(system, shop, SHORT_TROUBLES) },
  { name: 'postgres', run: ({ system, shop }) => dropDatabase(system, shop, ['kill-all'], 16) },
  {
    name: 'orders',
    run: byHand(({ accepted, ...run }, mailbox) =>
      everyOrder({ ...run, mailbox }, SHORT_HISTORIES, accepted),
    ),
  },
  {
    name: 'tables',
    run: byHand(({ system, shop, accepted }, mailbox) =>
      fillTables(system, { shop, mailbox }, ['stripe_event', 'purchase'], accepted),
    ),
  },
  { name: 'hostile', run: ({ system }) => postHostile(system) },
  ...broken(8),
]
