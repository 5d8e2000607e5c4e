import type { Transaction } from '@/lib/db/database'
import { subjectKey } from './subject'
import type { Subject } from './subject'

/** What leaves a subject without the draft it had, or with other words to begin from. */
export const TAKING_ACTIONS = [
  'catalog.publish',
  'catalog.schedule',
  'catalog.cancel',
  'catalog.restore',
  'catalog.discard',
] as const

/** What people and the worker did to a subject. Saving one's own draft is not among it. */
export type DocumentAction = (typeof TAKING_ACTIONS)[number] | 'catalog.overwrite' | 'catalog.freeze'

type Done = {
  readonly actor: string
  readonly action: DocumentAction
  readonly at: Date
  readonly detail?: Readonly<Record<string, string | number>>
}

/** Writes the audit row of a change, in its transaction. */
export async function auditDocument(
  tx: Transaction,
  subject: Subject,
  { actor, action, at, detail = {} }: Done,
): Promise<void> {
  await tx.audit.create({ data: { actor, action, at, ...auditSubject(subject), detail } })
}

/** How the audit names a subject. */
export function auditSubject(subject: Subject): { subjectType: string; subjectId: string } {
  return { subjectType: subject.type === 'course' ? 'course' : 'page', subjectId: subjectKey(subject) }
}
