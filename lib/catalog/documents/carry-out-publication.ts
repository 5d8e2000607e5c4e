import { z } from 'zod'
import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { Logger } from '@/lib/log'
import { auditDocument } from './document-audit'
import { showRevision } from './make-public'
import { findPublication } from './publication-row'
import { lockStanding } from './standing'

export type WorkerServices = { readonly db: Database; readonly clock: Clock; readonly log: Logger }

const WORKER = 'worker'

/**
 * Makes a scheduled revision public, once, however many workers try: not after it was cancelled or carried out. What it
 * names was public when it was scheduled; where that is gone since, its link is simply not shown. Throws before its time, so
 * that a job which this process's clock finds early is tried again.
 */
export async function carryOutPublication(
  { db, clock, log }: WorkerServices,
  publicationId: string,
): Promise<void> {
  const found = await findPublication(db.prisma, publicationId)
  if (found?.state !== 'scheduled') return
  const done = await db.prisma.$transaction(async (tx) => {
    const standing = await lockStanding(tx, found.subject)
    if (standing?.scheduled?.id !== publicationId) return false
    const { revision, dueAt } = standing.scheduled
    const now = clock.now()
    if (now < dueAt) throw new Error('a publication came before its time')
    await tx.publication.update({
      where: { id: publicationId },
      data: { state: 'done', settledBy: WORKER, settledAt: now },
    })
    await showRevision({ tx, standing }, revision)
    await auditDocument(tx, found.subject, {
      actor: WORKER,
      action: 'catalog.publish',
      at: now,
      detail: { publicationId, revisionId: revision.id, number: revision.number },
    })
    return true
  })
  if (done) log.info({ publication: publicationId }, 'a scheduled publication was carried out')
}

const dueSchema = z.array(z.object({ id: z.string() }))

/** Carries out what is due and whose job was lost. One that fails is said aloud and holds up no other. */
export async function carryOutDue(services: WorkerServices): Promise<void> {
  const { db, clock, log } = services
  const due = await db.prisma.publication.findMany({
    where: { state: 'scheduled', dueAt: { lte: clock.now() } },
    select: { id: true },
    orderBy: { dueAt: 'asc' },
    take: 100,
  })
  for (const { id } of dueSchema.parse(due))
    await carryOutPublication(services, id).catch((error: unknown) =>
      log.error({ err: error, publication: id }, 'a scheduled publication could not be carried out'),
    )
}
