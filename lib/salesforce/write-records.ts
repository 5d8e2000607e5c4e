import { z } from 'zod'
import type { Caller } from './call'
import { meaningOf, pause, resultOf, troubleOfFailure, wordsOf } from './classify'
import { complaintsSchema, type Complaint } from './complaint'
import { COLLECTION_SIZE, type WriteResult, type Written } from './port'

/** What tells which record is the same one, and where. */
export type Target = { readonly object: string; readonly key: string }

/** SObject Collections: one for each record, in their order. */
const answerSchema = z.array(
  z.union([
    z.object({ success: z.literal(true), id: z.string().min(1), created: z.boolean() }),
    z.object({ success: z.literal(false), errors: complaintsSchema }),
  ]),
)
type RecordAnswer = z.infer<typeof answerSchema>[number]

/**
 * Creates or updates up to 200 records by their key, in one call, each for itself: one that is refused keeps no other
 * from being written. Writing the same again changes nothing.
 */
export async function writeRecords(
  call: Caller,
  { object, key }: Target,
  records: readonly Readonly<Record<string, unknown>>[],
): Promise<Written> {
  if (records.length > COLLECTION_SIZE)
    throw new RangeError(`at most ${COLLECTION_SIZE} records can be written at once`)
  if (records.length === 0) return { outcome: 'answered', results: [] }
  const called = await call((connection) =>
    connection.requestPatch(`/composite/sobjects/${object}/${key}`, {
      allOrNone: false,
      records: records.map((fields) => ({ attributes: { type: object }, ...fields })),
    }),
  )
  if (called.outcome === 'failed') {
    const { failure } = called
    const alone = failure.kind === 'refused' && records.length === 1 ? failure.complaint : undefined
    if (alone !== undefined && meaningOf(alone).is.startsWith('missing-'))
      return { outcome: 'answered', results: [resultOf([alone])] }
    return troubleOfFailure(failure)
  }
  if (called.outcome !== 'answered') return called
  const answer = answerSchema.safeParse(called.value)
  if (!answer.success || answer.data.length !== records.length)
    return troubleOfFailure({ kind: 'unreadable', what: 'results of a collection' })
  return concluded(answer.data)
}

function concluded(answers: readonly RecordAnswer[]): Written {
  const closed = answers.map((answer) => (answer.success ? undefined : closedBy(answer.errors)))
  const [first] = closed
  // Where not one record got through for such a reason, no other will.
  const all = first !== undefined && closed.every((one) => one?.meaning.hint === first.meaning.hint)
  if (all && (first.meaning.to === 'all' || closed.length > 1))
    return pause(`${first.meaning.hint} (${wordsOf(first.complaint)})`)
  return {
    outcome: 'answered',
    results: answers.map((answer): WriteResult =>
      answer.success
        ? { outcome: 'written', id: answer.id, created: answer.created }
        : resultOf(answer.errors),
    ),
  }
}

function closedBy(errors: readonly Complaint[]) {
  for (const complaint of errors) {
    const meaning = meaningOf(complaint)
    if (meaning.is === 'closed') return { meaning, complaint }
  }
  return undefined
}
