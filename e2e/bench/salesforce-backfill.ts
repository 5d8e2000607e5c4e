import { systemClock } from '@/lib/clock'
import { backfill } from '@/lib/crm/backfill'
import { switchSalesforce } from '@/lib/crm/switch'
import { openDatabase } from '@/lib/db/database'
import { createLogger } from '@/lib/log'
import { readConfigOrExit } from '@/lib/runtime/config-or-exit'
import { openSyncs } from '@/lib/runtime/salesforce'

/** The work of `npm run salesforce:backfill`, with a watch on time and memory. Run as a child, with --expose-gc. */
const WARM = 20_000
const config = readConfigOrExit()
const db = openDatabase(config.DATABASE_URL, {
  connections: 6,
  applicationName: 'bench-backfill',
  onIdleError: () => undefined,
})
const common = { db, clock: systemClock, waker: { wake: () => undefined }, workerId: () => undefined }
const syncs = openSyncs({ ...common, log: createLogger('bench', 'warn') }, config)
if (syncs === undefined) throw new Error('Salesforce is switched off')
await switchSalesforce(db, true)
let warm: Memory | undefined
let end: Memory | undefined
const begun = performance.now()
const result = await backfill(syncs, ({ lookedAt, total }) => {
  // Each taken at the same moment of a page, so that as much is under way.
  if (lookedAt >= WARM) warm ??= memory()
  if (lookedAt === total) end ??= memory()
})
const seconds = (performance.now() - begun) / 1_000
await db.close()
process.stdout.write(`${JSON.stringify({ ...result, seconds, warm, end })}\n`)

/** In MB: what the process has of the machine, and what it still refers to. */
type Memory = { readonly resident: number; readonly live: number }

function memory(): Memory {
  const { rss } = process.memoryUsage()
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc')
  globalThis.gc()
  return { resident: megabytes(rss), live: megabytes(process.memoryUsage().heapUsed) }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576)
}
