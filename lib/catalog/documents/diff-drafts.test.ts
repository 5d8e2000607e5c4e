import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seedCatalog } from '@/prisma/seed/catalog'
import { courseFieldGroups, courseFields } from './course-fields'
import { diffDrafts } from './diff-drafts'
import { draftOf } from './draft-shape'
import type { Draft, DraftValue, FieldGroup } from './fields'
import { PAGE_FIELD_GROUPS } from './page-fields'

const lab = draftOf(courseFields('lab'), seedCatalog.find(({ kind }) => kind === 'lab')?.content)
const labDiff = (before: Draft, after: Draft) => diffDrafts(courseFieldGroups('lab'), before, after)
const rowsOf = (draft: Draft, name: string) => draft[name] as readonly Draft[]

describe('what two drafts say differently', () => {
  it('is nothing where they say the same', () => {
    expect(labDiff(lab, structuredClone(lab))).toEqual([])
    expect(labDiff(lab, { ...lab, title: ` ${String(lab['title'])} ` })).toEqual([])
  })
  it('is named by word and by the label of its field', () => {
    const changes = labDiff({ ...lab, title: 'Locks in Redis' }, { ...lab, title: 'Locks with Redis' })
    const parts = [
      { text: 'Locks ', op: 'same' },
      { text: 'in', op: 'removed' },
      { text: 'with', op: 'added' },
      { text: ' Redis', op: 'same' },
    ]
    expect(changes).toEqual([{ path: 'title', label: 'Title', kind: 'changed', parts }])
  })
  it('names choices, images and parts of groups as people do', () => {
    const image = { id: 'ab12'.repeat(16), alt: 'A padlock', width: '1600', height: '900' }
    const changes = labDiff(
      { ...lab, level: 'beginner', prerequisites: { text: 'Know Redis', courses: [] } },
      { ...lab, level: 'advanced', prerequisites: { text: '', courses: ['RU-COURSE-START'] }, image },
    )
    expect(changes.map(({ label, kind }) => [label, kind])).toEqual([
      ['Level', 'changed'],
      ['Image', 'added'],
      ['Prerequisites: what one should know before', 'removed'],
      ['Prerequisites, units that teach it, row 1', 'added'],
    ])
    expect(changes[0]?.parts).toEqual([
      { text: 'Beginner', op: 'removed' },
      { text: 'Advanced', op: 'added' },
    ])
    expect(changes[1]?.parts[0]?.text).toBe('Image ab12ab12ab12, 1600 × 900: A padlock')
  })
  it('is one added row where one was inserted, whatever follows it', () => {
    const added = { question: 'Is there an exam?', answer: 'Yes, at the end.' }
    const [first, ...rest] = rowsOf(lab, 'faq')
    const changes = labDiff(lab, { ...lab, faq: [first ?? {}, added, ...rest] })
    expect(changes).toEqual([
      {
        path: 'faq.1',
        label: 'Questions, row 2',
        kind: 'added',
        parts: [{ text: 'Is there an exam?\nYes, at the end.', op: 'added' }],
      },
    ])
  })
  it('is the answer of one row, also where a row was inserted before it', () => {
    const [first, second, ...rest] = rowsOf(lab, 'faq')
    const inserted = { question: 'Who is it for?', answer: 'Everybody.' }
    const changed = { ...second, answer: 'Something else entirely, with no word of before.' }
    const changes = labDiff(lab, { ...lab, faq: [inserted, first ?? {}, changed, ...rest] })
    expect(changes.map(({ path, label, kind }) => [path, label, kind])).toEqual([
      ['faq.0', 'Questions, row 1', 'added'],
      ['faq.2.answer', 'Questions, row 3: answer', 'changed'],
    ])
  })
  it('is one row that moved, and one that went', () => {
    const outcomes = ['Take a lock', 'Give it back', 'Survive a crash', 'Measure it']
    const moved = labDiff(
      { ...lab, outcomes },
      { ...lab, outcomes: ['Measure it', 'Take a lock', 'Give it back', 'Survive a crash'] },
    )
    expect(moved.map(({ path, label, kind }) => [path, label, kind])).toEqual([
      ['outcomes.0', 'Outcomes, row 1, was row 4', 'moved'],
    ])
    expect(labDiff({ ...lab, outcomes }, { ...lab, outcomes: outcomes.slice(1) })).toMatchObject([
      { path: 'outcomes.0', kind: 'removed', parts: [{ text: 'Take a lock', op: 'removed' }] },
    ])
  })
  it('knows a session by its id, however much of it was changed', () => {
    const live = courseFieldGroups('live-training')
    const session = { id: 'one', startsAt: '2027-03-09T17:00', zone: 'Europe/London', minutes: '90' }
    const other = { id: 'two', startsAt: '2027-05-01T09:00', zone: 'Asia/Tokyo', minutes: '60' }
    const changes = diffDrafts(
      live,
      { sessions: [session, other] },
      {
        sessions: [
          { ...other, id: 'three' },
          { ...other, id: 'one' },
        ],
      },
    )
    expect(changes.map(({ label, kind }) => `${label}: ${kind}`)).toEqual([
      'Sessions, row 2: removed',
      'Sessions, row 1: added',
      'Sessions, row 2: start: changed',
      'Sessions, row 2: time zone: changed',
      'Sessions, row 2: length in minutes: changed',
    ])
    expect(changes[2]?.parts).toEqual([
      { text: '2027-03-09 17:00', op: 'removed' },
      { text: '2027-05-01 09:00', op: 'added' },
    ])
  })
  it('gives up on single words where a long text is another one, and says so as a whole', () => {
    const text = (word: string) => Array.from({ length: 4_000 }, (_, n) => `${word}${n}`).join(' ')
    const [change] = labDiff({ ...lab, about: text('a') }, { ...lab, about: text('b') })
    expect(change?.parts.map(({ op }) => op)).toEqual(['removed', 'added'])
  })
})

const words = fc.array(fc.constantFrom('lock', 'key', 'cache', 'stream', 'vector', '\n', '  '), {
  maxLength: 6,
})
const text = words.map((chosen) => chosen.join(' '))
const rows = fc.array(fc.record({ question: text, answer: text }), { maxLength: 6 })
const skus = fc.array(fc.constantFrom('RU-A-A', 'RU-B-B', 'RU-C-C', 'RU-D-D'), { maxLength: 5 })
const page: fc.Arbitrary<Draft> = fc.record({
  hero: fc.record({ title: text, text }),
  featured: skus,
  sections: fc.array(fc.record({ title: text, text, units: skus }), { maxLength: 4 }),
  faq: rows,
})
const groups: readonly FieldGroup[] = PAGE_FIELD_GROUPS.catalog
const trimmed = (value: DraftValue): DraftValue => {
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return value.map(trimmed)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, trimmed(inner)]))
}
const at = (draft: DraftValue, path: string): unknown =>
  path.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], draft)

describe('whatever two pages say', () => {
  it('no difference goes unnamed, and none is made up', () => {
    fc.assert(
      fc.property(page, page, (before, after) => {
        const same = JSON.stringify(trimmed(before)) === JSON.stringify(trimmed(after))
        expect(diffDrafts(groups, before, after).length === 0).toBe(same)
        expect(diffDrafts(groups, before, structuredClone(before))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
  it('its parts are both texts: without what was added the older, without what was removed the newer', () => {
    fc.assert(
      fc.property(page, page, (before, after) => {
        for (const { path, kind, parts } of diffDrafts(groups, before, after)) {
          const join = (left: string) =>
            parts
              .filter(({ op }) => op !== left)
              .map(({ text: part }) => part)
              .join('')
          const now = kind === 'removed' ? undefined : at(after, path)
          if (typeof now === 'string' && kind !== 'moved') expect(join('removed')).toBe(now.trim())
          if (path.startsWith('hero.')) expect(join('added')).toBe(String(at(before, path)).trim())
        }
      }),
      { numRuns: 300 },
    )
  })
  it('rows that came less those that went is how many more there are', () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const changes = diffDrafts(groups, { faq: before }, { faq: after }).filter(
          ({ path }) => path.split('.').length === 2,
        )
        const count = (kind: string) => changes.filter((change) => change.kind === kind).length
        expect(count('added') - count('removed')).toBe(after.length - before.length)
      }),
      { numRuns: 300 },
    )
  })
  it('a row inserted anywhere is the one change, also one that says the same as another', () => {
    fc.assert(
      fc.property(rows, fc.nat(6), fc.option(fc.nat(5)), (before, place, copied) => {
        const unlike = { question: 'Quite another matter', answer: 'Nobody wrote this before' }
        const added = before[copied ?? -1] ?? unlike
        const changes = diffDrafts(groups, { faq: before }, { faq: before.toSpliced(place, 0, added) })
        expect(changes.map(({ kind }) => kind)).toEqual(['added'])
        if (added === unlike) expect(changes[0]?.path).toBe(`faq.${Math.min(place, before.length)}`)
      }),
      { numRuns: 500 },
    )
  })
})
