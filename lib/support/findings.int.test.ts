import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import { purchaseIdSchema } from '@/lib/ids'
import { closeFinding } from './close-finding'
import { findingNoteSchema } from './close-with-note'
import { findingIdSchema, listFindings } from './findings'
import { readPurchase } from './read'

let desk: SupportDesk
beforeAll(async () => {
  desk = await openSupportDesk()
})
afterAll(() => desk.close())

const read = (id: string) =>
  readPurchase({ db: desk.db, now: new Date() }, desk.max, purchaseIdSchema.parse(id))

describe('what a person should look at', () => {
  it('is listed oldest first until it is closed, once, with a note that the timeline shows', async () => {
    const { id, reference } = await desk.bought()
    const add = (kind: string, age: string) =>
      desk.one(
        `INSERT INTO finding (kind, purchase_id, detail, created_at) VALUES ($1, $2, 'same e-mail', now() - $3::interval) RETURNING id`,
        [kind, id, age],
      )
    const young = findingIdSchema.parse(await add('smid-mismatch', '1 hour'))
    const old = findingIdSchema.parse(await add('possible-duplicate', '9 days'))
    const list = await listFindings(desk.db, desk.max)
    expect(list).toMatchObject({
      total: 2,
      findings: [{ id: old, purchaseId: id, reference }, { id: young }],
    })
    expect(await listFindings(desk.db, desk.max, 1)).toMatchObject({ total: 2, findings: [{ id: old }] })
    const note = findingNoteSchema.parse('Two colleagues, both want it.')
    const results = await Promise.all([1, 2, 3].map(() => closeFinding(desk.db, desk.max, old, note)))
    expect(results.map(({ outcome }) => outcome).sort()).toEqual([
      'closed',
      'closed-already',
      'closed-already',
    ])
    expect(await desk.audits(old)).toEqual([
      { actor: `staff:${desk.max.staffId}`, action: 'finding.close', detail: { note } },
    ])
    expect(await closeFinding(desk.db, desk.max, findingIdSchema.parse(randomUUID()), note)).toEqual({
      outcome: 'missing',
    })
    expect(await listFindings(desk.db, desk.max)).toMatchObject({ total: 1, findings: [{ id: young }] })
    const result = await read(id)
    expect(result.outcome === 'found' && result.record.happenings.at(-1)).toMatchObject({
      action: 'finding.close',
      note,
    })
  })
  it.each(['', ' x ', 'wrote to lena@example.com', 'y'.repeat(501)])(
    'is not closed with the note "%s"',
    (note) => {
      expect(findingNoteSchema.safeParse(note).success).toBe(false)
    },
  )
})
