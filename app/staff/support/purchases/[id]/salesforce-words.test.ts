import { describe, expect, it } from 'vitest'
import { deliveryIdSchema } from '@/lib/ids'
import type { DeliveryStanding, PurchaseRecord } from '@/lib/support/read'
import { salesforceMark, unlinkedSentence, writtenSentence } from './salesforce-words'
import { wordsOf } from './words'

const now = new Date('2026-11-21T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const deliveryId = deliveryIdSchema.parse('0199f000-0000-7000-8000-000000000001')
const sync = (more: Partial<DeliveryStanding> = {}): DeliveryStanding => ({
  id: deliveryId,
  destination: 'salesforce',
  action: 'sync',
  number: 1,
  state: 'waiting',
  attempts: 0,
  lastDetail: undefined,
  dueAt: ago(-5),
  deadline: ago(-20_000),
  createdAt: ago(1),
  doneAt: undefined,
  retry: 'may',
  byHand: false,
  down: false,
  ...more,
})
type Told = Extract<PurchaseRecord['salesforce'], { told: true }>
const told: Told = {
  told: true,
  on: true,
  pausedSince: undefined,
  pausedBecause: undefined,
  sentAt: ago(60),
  match: 'pending',
  reason: 'no-account',
  accountId: undefined,
  contactId: undefined,
  pendingSince: ago(120),
  lookedAt: ago(3),
  overdue: false,
  leftBy: undefined,
  leftAt: undefined,
  chosenBy: undefined,
  chosenAt: undefined,
}
const unsent = { ...told, sentAt: undefined }

describe('at a glance', () => {
  it.each<[string, Partial<Told>, DeliveryStanding | undefined, string]>([
    ['In Salesforce', { match: 'matched' }, sync({ state: 'done' }), 'done'],
    ['In Salesforce, not linked', {}, sync({ state: 'done' }), 'waiting'],
    ['In Salesforce, not linked', { overdue: true }, sync({ state: 'done' }), 'failed'],
    ['In Salesforce, left unlinked', { leftAt: now, leftBy: 'Max' }, undefined, 'quiet'],
    ['Salesforce waiting', { match: 'matched' }, sync(), 'waiting'],
    ['Salesforce waiting', { sentAt: undefined }, undefined, 'waiting'],
    ['Salesforce needs a person', {}, sync({ state: 'needs-person' }), 'failed'],
    // What waited was dropped when it was switched off.
    ['In Salesforce, not linked', { on: false }, sync({ state: 'superseded' }), 'waiting'],
  ])('%s: %o', (word, more, delivery, tone) => {
    expect(salesforceMark({ ...told, ...more }, delivery)).toEqual({ tone, word })
  })
  it('says when Salesforce was never told', () => {
    expect(salesforceMark({ told: false }, undefined).word).toBe('Not in Salesforce')
  })
})

describe('whether the record is written', () => {
  it.each<[string, Told, DeliveryStanding | undefined, string]>([
    ['written', told, sync({ state: 'done' }), 'Last written 2026-11-21 11:00:00 UTC.'],
    ['new', unsent, sync(), 'It is about to be written.'],
    [
      'changed since',
      told,
      sync(),
      'Last written 2026-11-21 11:00:00 UTC. A later change is about to be written.',
    ],
    [
      'tried',
      unsent,
      sync({ attempts: 3, lastDetail: 'UNABLE_TO_LOCK_ROW' }),
      'It was tried 3 times; the next try is at 12:05:00 UTC. The last answer: UNABLE_TO_LOCK_ROW',
    ],
    [
      'tried now',
      unsent,
      sync({ attempts: 1, retry: 'running' }),
      'It was tried once; it is being tried at this moment.',
    ],
    [
      'refused',
      unsent,
      sync({ state: 'needs-person', attempts: 1, lastDetail: 'STRING_TOO_LONG' }),
      'It could not be written, and nobody tries any more. Repair the cause, then choose “Retry now”. The last answer: STRING_TOO_LONG',
    ],
    [
      'paused',
      { ...unsent, pausedSince: ago(61), pausedBecause: 'REQUEST_LIMIT_EXCEEDED' },
      sync({ attempts: 1 }),
      'It waits to be written. Nothing has been sent for 1 hour: REQUEST_LIMIT_EXCEEDED. What waits goes out by itself once that is over.',
    ],
    [
      'off',
      { ...told, on: false },
      sync({ state: 'superseded' }),
      'Last written 2026-11-21 11:00:00 UTC. Salesforce is switched off: nothing more is written.',
    ],
  ])('%s', (_, standing, delivery, words) => {
    expect(writtenSentence(standing, delivery, now)).toBe(words)
  })
})

describe('since when it hangs on nobody', () => {
  it('is told with who left it so', () => {
    expect(unlinkedSentence(told, now)).toBe('It has waited for 2 hours.')
    expect(unlinkedSentence({ ...told, overdue: true }, now)).toMatch(/longer than it should\.$/)
    const left = { ...told, leftBy: 'Max Moreno', leftAt: ago(61) }
    expect(unlinkedSentence(left, now)).toMatch(
      /left as it is by Max Moreno, 1 hour ago; it is still looked for\.$/,
    )
    expect(unlinkedSentence({ ...left, leftBy: 'erasure' }, now)).toMatch(/when the person was erased/)
  })
})

describe('a line about a record', () => {
  const line = { kind: 'sync', deliveryId, at: now } as const
  const tried = { ...line, step: 'tried', first: 1, last: 1, since: now } as const
  it('that is written says so, and no more', () => {
    const done = { ...tried, outcome: 'done', detail: 'a0XKj000001' }
    expect(wordsOf(done, sync({ state: 'done', retry: 'done' }))).toEqual({
      system: 'Salesforce',
      what: 'Record written',
      detail: 'a0XKj000001',
      mark: { tone: 'done', word: 'done' },
    })
  })
  it('that is written stays so, also where a later change took its place meanwhile', () => {
    const done = { ...tried, outcome: 'done', detail: 'created' }
    expect(wordsOf(done, sync({ state: 'superseded', retry: 'closed' })).mark?.word).toBe('done')
    const failed = { ...tried, outcome: 'retry', detail: 'UNABLE_TO_LOCK_ROW' }
    expect(wordsOf(failed, sync({ state: 'superseded', retry: 'closed' })).mark?.word).toBe('replaced')
  })
  it('that did not get through counts the tries, and says when the next one is', () => {
    const again = { ...tried, last: 7, since: ago(90), outcome: 'retry', detail: 'UNABLE_TO_LOCK_ROW' }
    expect(wordsOf(again, sync({ attempts: 7 }))).toEqual({
      system: 'Salesforce',
      what: 'Record not written, tries 1 to 7',
      detail: 'UNABLE_TO_LOCK_ROW · the first at 10:30:00 · next try 12:05:00, given up after 2026-12-05',
      mark: { tone: 'waiting', word: 'waiting' },
    })
    const refused = { ...tried, outcome: 'needs-person', detail: 'STRING_TOO_LONG' }
    expect(wordsOf(refused, sync({ state: 'needs-person' }))).toMatchObject({
      what: 'Record not written, try 1',
      mark: { tone: 'failed', word: 'needs a person' },
    })
    expect(wordsOf(refused, undefined).mark).toEqual({ tone: 'failed', word: 'failed' })
  })
  it('that is still to be written', () => {
    expect(wordsOf({ ...line, step: 'owed' }, sync({ down: true }))).toEqual({
      system: 'Salesforce',
      what: 'Record to be written',
      detail: 'waits until the system answers',
      mark: { tone: 'waiting', word: 'waiting' },
    })
  })
})
