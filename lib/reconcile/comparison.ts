import type pg from 'pg'
import { z } from 'zod'
import type { ReconcileServices, Tally } from './services'

/** What a comparison knows of itself while it runs. */
export type ComparisonRun = {
  /** When it began: what it has read is true of this moment at the earliest. */
  readonly startedAt: Date
  /** Until when the last complete run has read; undefined before the first. */
  readonly readUntil: Date | undefined
  /** A connection that nobody else uses while it runs: for statements over all our rows, and for temporary tables. */
  readonly connection: pg.ClientBase
}

export type ComparisonOptions = {
  /** Set: while another process runs the same comparison, this is told, and then it is waited for. */
  readonly onWait?: (name: string) => void
}

/** Long enough to wait for another process's run, and for one pass over millions of rows. */
const LONGEST_STATEMENT = '30min'

const rowSchema = z.object({ readUntil: z.date().nullable() })

/**
 * Runs one comparison, in one process at a time, and keeps when it ended and how far it has read. Undefined when
 * another process was at it and waiting was not asked for. A run that throws leaves no end: the next one reads from
 * where the last complete one had come to.
 */
export async function runComparison(
  services: ReconcileServices,
  name: string,
  { onWait }: ComparisonOptions,
  work: (run: ComparisonRun) => Promise<Tally>,
): Promise<Tally | undefined> {
  const connection = await services.db.pool.connect()
  // Nobody else listens while it is taken from the pool: a connection lost between statements would end the process.
  connection.on('error', (error) => services.log.warn({ err: error }, 'a comparison lost its connection'))
  try {
    if (!(await takeTurn(connection, name, onWait))) return undefined
    const startedAt = services.clock.now()
    const { prisma } = services.db
    const row = await prisma.reconciliation.upsert({
      where: { name },
      create: { name, startedAt },
      update: { startedAt },
      select: { readUntil: true },
    })
    const readUntil = rowSchema.parse(row).readUntil ?? undefined
    const tally = await work({ startedAt, readUntil, connection })
    await prisma.reconciliation.update({
      where: { name },
      data: { finishedAt: services.clock.now(), readUntil: startedAt },
    })
    return tally
  } finally {
    // Given up at once for the next one, and by the end of the connection where this does not arrive any more.
    await connection.query('SELECT pg_advisory_unlock_all()').catch(() => undefined)
    // Thrown away rather than given back: any temporary table and setting ends with it.
    connection.release(true)
  }
}

/** The lock lives as long as the connection: a process that dies in the middle lets go of it. */
async function takeTurn(
  connection: pg.ClientBase,
  name: string,
  onWait: ComparisonOptions['onWait'],
): Promise<boolean> {
  const lock = [`reconcile ${name}`]
  const taken = await connection.query<{ free: boolean }>(
    'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS free',
    lock,
  )
  await connection.query(`SET statement_timeout = '${LONGEST_STATEMENT}'`)
  if (taken.rows[0]?.free === true) return true
  if (onWait === undefined) return false
  onWait(name)
  await connection.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', lock)
  return true
}
