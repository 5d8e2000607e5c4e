import { describe, expect, it } from 'vitest'
import type { HistoryEntry } from '@/lib/catalog/documents/document-history'
import { revisionIdSchema } from '@/lib/ids'
import { previewedRevision } from './previewed-revision'

const id = (number: number) => revisionIdSchema.parse(`00000000-0000-4000-8000-00000000000${number}`)
const entry = (number: number, day: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  kind: 'published',
  at: new Date(Date.UTC(2027, 0, day)),
  by: 'Mara Marsh',
  revisionId: id(number),
  number,
  complete: true,
  current: false,
  ...more,
})
// Revision 1 was published again after 2: newest first is not highest first.
const HISTORY = [entry(1, 9, { by: 'Pia Price', current: true }), entry(2, 5), entry(1, 2)]

describe('the revision a preview shows', () => {
  it('is the newest', () => {
    expect(previewedRevision(HISTORY, undefined)).toMatchObject({ number: 2, current: false })
  })
  it('is the one asked for, with who made it first', () => {
    expect(previewedRevision(HISTORY, id(1))).toMatchObject({
      number: 1,
      by: 'Mara Marsh',
      at: new Date(Date.UTC(2027, 0, 2)),
      current: true,
    })
  })
  it('is the newest where another document’s is asked for', () => {
    expect(previewedRevision(HISTORY, id(7))?.number).toBe(2)
    expect(previewedRevision(HISTORY, [id(1), id(2)])?.number).toBe(2)
  })
  it('is none before anything was kept', () => {
    expect(previewedRevision([], undefined)).toBeUndefined()
  })
})
