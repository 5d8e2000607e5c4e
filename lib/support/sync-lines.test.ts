import { describe, expect, it } from 'vitest'
import { deliveryIdSchema } from '@/lib/ids'
import { syncLines } from './sync-lines'

const id = deliveryIdSchema.parse('0199f000-0000-7000-8000-000000000001')
const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 14, minute))
const tried = (number: number, outcome: string, detail: string) => ({
  number,
  startedAt: at(number),
  durationMs: 61,
  outcome,
  detail,
})
const LOCKED = 'UNABLE_TO_LOCK_ROW'
const sync = (state: string, history: ReturnType<typeof tried>[]) => ({
  id,
  destination: 'salesforce',
  action: 'sync',
  number: 1,
  state,
  attempts: history.length,
  lastDetail: history.at(-1)?.detail,
  dueAt: at(0),
  deadline: at(0),
  claimedUntil: undefined,
  createdAt: at(0),
  doneAt: undefined,
  history,
})
const steps = (state: string, history: ReturnType<typeof tried>[]) =>
  syncLines(sync(state, history)).map((line) =>
    line.step === 'owed'
      ? 'owed'
      : `${line.outcome} ${line.first}-${line.last} since ${line.since.getUTCMinutes()} at ${line.at.getUTCMinutes()}`,
  )

describe('what is told of a record that is written', () => {
  it('is one line when it is written at once, and none when it was replaced before', () => {
    expect(steps('waiting', [])).toEqual(['owed'])
    expect(steps('done', [tried(1, 'done', 'created')])).toEqual(['done 1-1 since 1 at 1'])
    expect(steps('superseded', [])).toEqual([])
  })
  it('is one line for tries in a row with one answer, however many', () => {
    const many = Array.from({ length: 30 }, (_, index) => tried(index + 1, 'retry', LOCKED))
    expect(steps('waiting', many)).toEqual(['retry 1-30 since 1 at 30'])
  })
  it('tells another answer, and the end, by themselves', () => {
    const history = [
      tried(1, 'retry', LOCKED),
      tried(2, 'retry', LOCKED),
      tried(3, 'retry', 'SERVER_UNAVAILABLE'),
      tried(4, 'retry', LOCKED),
      tried(5, 'done', 'created'),
    ]
    expect(steps('done', history)).toEqual([
      'retry 1-2 since 1 at 2',
      'retry 3-3 since 3 at 3',
      'retry 4-4 since 4 at 4',
      'done 5-5 since 5 at 5',
    ])
    expect(steps('superseded', history.slice(0, 2))).toEqual(['retry 1-2 since 1 at 2'])
  })
})
