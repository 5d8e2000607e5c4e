import { z } from 'zod'
import type { Clock } from '@/lib/clock'
import type { Database, Transaction } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import { currentDraft } from './current-draft'
import { auditSubject, TAKING_ACTIONS } from './document-audit'
import { sameToken, tokenOver } from './draft-token'
import type { DraftToken } from './draft-token'
import type { Draft } from './fields'
import { peopleNames } from './people-names'
import { lockStanding } from './standing'
import type { Standing } from './standing'
import type { Subject } from './subject'

export type DocumentServices = { readonly db: Database; readonly clock: Clock }

/** The caller's draft is not what stands there any more. Nothing was changed. */
export type Conflict = {
  readonly outcome: 'conflict'
  readonly theirs: Draft
  /** Saving with it writes over `theirs`, which the history keeps. */
  readonly token: DraftToken
  /** In words. */
  readonly by: string
  readonly at: Date
}
export type Refusal = { readonly outcome: 'forbidden' } | { readonly outcome: 'missing' }

/** A subject that is held while it is changed. */
export type Held = {
  readonly tx: Transaction
  readonly standing: Standing
  /** As rows name whoever acts. */
  readonly who: string
  /** Read after everybody before had finished, so that times follow the order of changes. */
  readonly now: Date
}

/** Changes a subject in one transaction, one change of it after another. Answers only employees who may edit. */
export async function changeSubject<R>(
  { db, clock }: DocumentServices,
  actor: Authority,
  subject: Subject,
  change: (held: Held) => Promise<R>,
): Promise<R | Refusal> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  return db.prisma.$transaction(async (tx): Promise<R | Refusal> => {
    const standing = await lockStanding(tx, subject)
    if (standing === undefined) return { outcome: 'missing' }
    return change({ tx, standing, who: auditActor(actor), now: clock.now() })
  })
}

/** The same for what a writer does with the draft before them: not if it is another one by now. */
export async function changeDraft<R extends { readonly outcome: string }>(
  services: DocumentServices,
  actor: Authority,
  subject: Subject,
  token: DraftToken,
  change: (held: Held) => Promise<R>,
): Promise<R | Refusal | Conflict> {
  const result = await changeSubject(services, actor, subject, async (held) =>
    sameToken(token, currentDraft(held.standing).token)
      ? { conflict: undefined, done: await change(held) }
      : { conflict: await conflictOf(held), done: undefined },
  )
  if ('outcome' in result) return result
  if (result.conflict === undefined) return result.done
  const name = await peopleNames(services.db, [result.conflict.by])
  return { ...result.conflict, by: name(result.conflict.by) }
}

async function conflictOf({ tx, standing, now }: Held): Promise<Conflict> {
  const { draft, token } = currentDraft(standing)
  return {
    outcome: 'conflict',
    theirs: draft,
    token: tokenOver(token),
    ...(await lastChange(tx, standing, now)),
  }
}

const changeSchema = z.object({ actor: z.string(), at: z.date() })

/** Who made it what it is: the writer of the draft, else whoever did the last thing that took a draft away. */
async function lastChange(
  tx: Transaction,
  { draft, subject, published }: Standing,
  now: Date,
): Promise<{ by: string; at: Date }> {
  if (draft !== undefined) return { by: draft.updatedBy, at: draft.updatedAt }
  const row = await tx.audit.findFirst({
    where: { ...auditSubject(subject), action: { in: [...TAKING_ACTIONS] } },
    orderBy: { id: 'desc' },
  })
  if (row === null) return { by: published?.createdBy ?? 'system', at: published?.createdAt ?? now }
  const { actor, at } = changeSchema.parse(row)
  return { by: actor, at }
}
