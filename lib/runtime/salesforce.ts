import { backfill } from '@/lib/crm/backfill'
import { createCourseBook } from '@/lib/crm/courses'
import { drainSyncs } from '@/lib/crm/drain'
import { matchLate } from '@/lib/crm/match-pass'
import type { SyncServices } from '@/lib/crm/services'
import { isSalesforceOn, switchSalesforce } from '@/lib/crm/switch'
import { countOverdue } from '@/lib/health/unmatched'
import type { JobData } from '@/lib/jobs/queues'
import { createSalesforceClient } from '@/lib/salesforce/client'
import type { Config } from './config'

type Common = Omit<SyncServices, 'salesforce' | 'courses' | 'appUrl'>

/** What carries records to Salesforce; undefined while it is switched off. */
export function openSyncs(common: Common, config: Config): SyncServices | undefined {
  if (config.salesforce === undefined) return undefined
  const salesforce = createSalesforceClient(config.salesforce)
  return { ...common, salesforce, courses: createCourseBook(), appUrl: config.APP_URL }
}

/** The worker's part: switches Salesforce on or off for every process, and carries out what is owed there. */
export async function wireSyncs(common: Common, config: Config) {
  const syncs = openSyncs(common, config)
  const changed = await switchSalesforce(common.db, syncs !== undefined)
  if (changed) common.log.info({ on: syncs !== undefined }, 'Salesforce was switched')
  return {
    drain: async () => {
      if (syncs !== undefined) await drainSyncs(syncs)
    },
    pass: async ({ pass }: JobData['salesforce-pass']) => {
      if (syncs !== undefined) await runPass(syncs, pass)
    },
  }
}

async function runPass(syncs: SyncServices, pass: JobData['salesforce-pass']['pass']): Promise<void> {
  if (!(await isSalesforceOn(syncs.db.prisma))) return
  if (pass === 'compare') {
    const result = await backfill(syncs)
    syncs.log.info(result, 'compared with Salesforce')
    return
  }
  const tally = await matchLate(syncs, pass === 'match' ? 'due' : 'all')
  syncs.log.info(tally, 'looked for late accounts')
  const overdue = await countOverdue(syncs.db)
  if (overdue > 0)
    syncs.log.error(
      { purchases: overdue },
      'purchases have hung on nobody in Salesforce for more than 36 hours',
    )
}
