import { backfill } from '@/lib/crm/backfill'
import { forgetSent } from '@/lib/crm/forget'
import { matchLate } from '@/lib/crm/match-pass'
import type { SyncServices } from '@/lib/crm/services'
import { switchSalesforce } from '@/lib/crm/switch'
import { systemClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/database'
import { createWaker } from '@/lib/jobs/wake'
import { createLogger } from '@/lib/log'
import { readConfigOrExit } from './config-or-exit'
import { createProgressLine } from './progress-line'
import { openSyncs } from './salesforce'

/** How the commands end, for whoever runs them by the clock. */
const CLEAN = 0
const NEEDS_PERSON = 1
const STOPPED = 2

const OFF =
  'Salesforce is switched off here: set SALESFORCE_ENABLED=true and what belongs to it (README, going live).\n'

/** Opens what the commands work with, and runs one. Sets the exit code. */
async function withSyncs(name: string, work: (syncs: SyncServices) => Promise<number>): Promise<void> {
  const config = readConfigOrExit(STOPPED)
  // What is done is said in the lines of the command; the log adds what went wrong.
  const log = createLogger(name, config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL)
  const db = openDatabase(config.DATABASE_URL, {
    connections: 6,
    applicationName: `university-${name}`,
    onIdleError: (error) => log.warn({ err: error }, 'an idle database connection was lost'),
  })
  const waker = createWaker(db.pool, (error) => log.warn({ err: error }, 'workers could not be woken'))
  const syncs = openSyncs({ db, clock: systemClock, log, waker, workerId: () => undefined }, config)
  try {
    if (syncs === undefined) process.stderr.write(OFF)
    else await switchSalesforce(db, true)
    process.exitCode = syncs === undefined ? STOPPED : await work(syncs)
  } catch (error) {
    log.error({ err: error }, 'the command broke off')
    const why = error instanceof Error ? error.message : 'unknown'
    process.stderr.write(`\nBroken off: ${why}. What was written stays; run it again.\n`)
    process.exitCode = STOPPED
  } finally {
    await db.close()
  }
}

const USAGE = 'Usage: npm run salesforce:backfill [-- --all]\n'

/**
 * `npm run salesforce:backfill`: every purchase that Salesforce was not sent as it is now, with a progress bar. With
 * `--all`, everything anew: for another org, or one that was emptied.
 */
export async function backfillCommand(words: readonly string[]): Promise<void> {
  if (words.some((word) => word !== '--all')) {
    process.stderr.write(USAGE)
    process.exitCode = STOPPED
    return
  }
  await withSyncs('salesforce-backfill', async (syncs) => {
    if (words.includes('--all')) await forgetSent(syncs.db)
    const line = createProgressLine(process.stdout)
    const result = await backfill(syncs, ({ lookedAt, total, written, needsPerson }) =>
      line.show(lookedAt, total, notes(written, needsPerson)),
    )
    line.end()
    if (result.outcome === 'stopped') {
      process.stderr.write(`Stopped: ${result.detail}. Run it again later: it goes on where it stopped.\n`)
      return STOPPED
    }
    if (result.needsPerson === 0) return CLEAN
    process.stdout.write(`${result.needsPerson} need a person: see /staff/support/salesforce.\n`)
    return NEEDS_PERSON
  })
}

function notes(written: number, needsPerson: number): string {
  const failed = needsPerson === 0 ? '' : ` · ${needsPerson} need a person`
  return `${written.toLocaleString('en-US')} written${failed}`
}

/** `npm run salesforce:match`: looks for the people of every unmatched purchase now, such as after accounts were loaded. */
export function matchCommand(): Promise<void> {
  return withSyncs('salesforce-match', async (syncs) => {
    const { lookedFor, found } = await matchLate(syncs, 'all')
    process.stdout.write(`${lookedFor} unmatched purchases looked for, ${found} matched.\n`)
    return CLEAN
  })
}
