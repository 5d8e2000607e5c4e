import { askPassage, pauseDestination, reportDown, reportUp } from '@/lib/deliveries/circuit'
import { enqueue } from '@/lib/jobs/enqueue'
import { carryOut } from './carry-out'
import type { CarriedOut } from './carry-out'
import { claimDueSyncs } from './claim'
import type { SyncServices } from './services'
import { isSalesforceOn } from './switch'

/** A job goes on for so long, then another takes over: workers can stop in between. */
const TURN_MS = 60_000
/** Of the calls of a day, in per cent: what is left is for everybody else in the org. */
const SHARE = 90
const SPENT_PAUSE_MS = 30 * 60_000

/**
 * Carries out everything that is owed to Salesforce and due, the oldest first, until nothing is left. Safe to run any
 * number of times at once: each takes what nobody else has. While Salesforce is down or has enough of us, it ends at once
 * and asks to be called again.
 */
export async function drainSyncs(services: SyncServices): Promise<void> {
  const { db, clock } = services
  if (!(await isSalesforceOn(db.prisma))) return
  const end = clock.now().getTime() + TURN_MS
  while (clock.now().getTime() < end) {
    const passage = await askPassage(db, 'salesforce')
    if (!passage.pass) return later(services, passage.until)
    const claimed = await claimDueSyncs(db, services.workerId())
    if (claimed.length === 0) return
    await keepHealth(services, (await carryOut(services, claimed)).trouble)
  }
  await later(services, clock.now())
}

function later({ db }: SyncServices, due: Date): Promise<void> {
  return db.prisma.$transaction((tx) => enqueue(tx, 'salesforce', {}, { key: `drain@${due.getTime()}`, due }))
}

/** Tells everybody who is about to call how Salesforce is. */
export async function keepHealth(
  { db, log, salesforce }: SyncServices,
  trouble: CarriedOut['trouble'],
): Promise<void> {
  const destination = 'salesforce'
  if (trouble?.outcome === 'retry') {
    if (await reportDown(db, destination)) log.error({ destination }, 'destination is down: deliveries wait')
    return
  }
  const pause =
    trouble?.outcome === 'pause' ? { ms: trouble.pauseMs, detail: trouble.detail } : spent(salesforce)
  if (pause !== undefined) {
    await pauseDestination(db, destination, pause)
    log.error({ destination, detail: pause.detail }, 'destination is paused: deliveries wait')
  } else if (await reportUp(db, destination)) {
    const released = await db.pool.query(RELEASE)
    log.info({ destination, released: released.rowCount }, 'destination is back')
  }
}

/** What was tried while it was down need not wait for its next turn. What somebody has in hand is left to them. */
const RELEASE = `
  WITH later AS (
    SELECT id FROM delivery WHERE destination = 'salesforce' AND state = 'waiting' AND due_at > now()
      AND (claimed_until IS NULL OR claimed_until < now()) FOR UPDATE SKIP LOCKED
  )
  UPDATE delivery d SET due_at = now() FROM later WHERE d.id = later.id`

/** The org's calls of the day are nearly used up, whoever used them. */
function spent(salesforce: SyncServices['salesforce']): { ms: number; detail: string } | undefined {
  const budget = salesforce.budget()
  if (budget === undefined || budget.used * 100 < budget.allowed * SHARE) return undefined
  const detail = `${budget.used} of ${budget.allowed} calls of the last 24 hours are used: the rest is left to others`
  return { ms: SPENT_PAUSE_MS, detail }
}
