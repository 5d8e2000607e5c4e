import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEditorsDesk, titled } from '@/e2e/editors-desk'
import type { EditorsDesk } from '@/e2e/editors-desk'
import { courseIdSchema } from '@/lib/ids'
import type { Conflict } from './change-document'
import { draftTokenSchema } from './draft-token'
import type { Subject } from './subject'

let desk: EditorsDesk
beforeAll(async () => {
  desk = await openEditorsDesk()
})
afterAll(() => desk.close())

describe('a draft', () => {
  it('begins empty, is kept half written, and says what it misses in the order of the form', async () => {
    const { documents, mara, opened, audits, newLab } = desk
    const lab = await newLab()
    expect(await opened(lab)).toMatchObject({
      title: lab.sku,
      kind: 'lab',
      token: 'base:none',
      edited: undefined,
    })
    const before = await opened(lab)
    const result = await documents.save(mara, lab, before.token, {
      title: 'Half',
      faq: [{ question: 'Why' }],
    })
    expect(result.outcome === 'saved' && result.problems.slice(0, 2)).toEqual([
      { path: 'tagline', message: 'Enter the outcome in one line' },
      { path: 'level', message: 'Choose the level' },
    ])
    expect(await opened(lab)).toMatchObject({ title: 'Half', edited: { by: 'Mara Marsh' } })
    expect(await audits(lab)).toEqual([])
  })
  it('is not made by a save that says nothing new, and is gone when it says what is public', async () => {
    const { documents, mara, opened, saved, published, newLab } = desk
    const lab = await newLab()
    await published(mara, lab, titled('Public'))
    const { token } = await opened(lab)
    expect(await documents.save(mara, lab, token, titled('Public'))).toMatchObject({
      outcome: 'saved',
      token,
    })
    const next = await saved(mara, lab, titled('Other'))
    expect(await documents.save(mara, lab, next, titled('Public'))).toMatchObject({ outcome: 'saved', token })
    expect((await opened(lab)).edited).toBeUndefined()
  })
  it('of another shape is refused, and text that Postgres cannot keep is cleaned', async () => {
    const { documents, mara, opened, newLab } = desk
    const lab = await newLab()
    const { token } = await opened(lab)
    for (const draft of [undefined, null, 'text', { title: 7 }, { faq: {} }, { title: 'x'.repeat(20_001) }])
      expect(await documents.save(mara, lab, token, draft)).toEqual({ outcome: 'malformed' })
    await documents.save(mara, lab, token, { title: 'A\u0000B\ud800', about: 'one\r\ntwo' })
    expect((await opened(lab)).draft).toMatchObject({ title: 'AB\ufffd', about: 'one\ntwo' })
  })
  it('of a unit that is not there is missing', async () => {
    const { documents, mara, published, newLab } = desk
    const gone: Subject = { type: 'course', courseId: courseIdSchema.parse(randomUUID()) }
    const token = draftTokenSchema.parse('base:none')
    expect(await documents.open(mara, gone)).toEqual({ outcome: 'missing' })
    expect(await documents.save(mara, gone, token, {})).toEqual({ outcome: 'missing' })
    expect(await documents.cancel(mara, randomUUID())).toEqual({ outcome: 'missing' })
    expect(await documents.cancel(mara, 'not an id')).toEqual({ outcome: 'missing' })
    const lab = await newLab()
    expect(await documents.restore(mara, lab, '../etc')).toEqual({ outcome: 'missing' })
    const other = await published(mara, await newLab(), titled('Another unit'))
    expect(await documents.restore(mara, lab, other)).toEqual({ outcome: 'missing' })
    expect(await documents.compare(mara, lab, other)).toEqual({ outcome: 'missing' })
  })
})

describe('two editors', () => {
  it('the second is told whose words stand there, and may write over them: they are kept', async () => {
    const { documents, mara, pia, opened, told, audits, newLab } = desk
    const lab = await newLab()
    const { token } = await opened(lab)
    await documents.save(mara, lab, token, { title: 'Of Mara' })
    const conflict = (await documents.save(pia, lab, token, { title: 'Of Pia' })) as Conflict
    expect(conflict).toMatchObject({ outcome: 'conflict', by: 'Mara Marsh', theirs: { title: 'Of Mara' } })
    expect((await opened(lab)).draft['title']).toBe('Of Mara')
    expect((await documents.save(pia, lab, conflict.token, { title: 'Of Pia' })).outcome).toBe('saved')
    expect((await opened(lab)).draft['title']).toBe('Of Pia')
    expect(await told(lab)).toEqual([['kept', 'Mara Marsh', 1, '']])
    expect(await audits(lab)).toEqual([[`staff:${pia.staffId}`, 'catalog.overwrite']])
  })
  it('one in two windows is told too, and what the other window wrote is kept', async () => {
    const { documents, mara, opened, told, newLab } = desk
    const lab = await newLab()
    const { token } = await opened(lab)
    await documents.save(mara, lab, token, { title: 'First window' })
    const conflict = (await documents.save(mara, lab, token, { title: 'Second window' })) as Conflict
    expect((await documents.save(mara, lab, conflict.token, { title: 'Second window' })).outcome).toBe(
      'saved',
    )
    expect(await told(lab)).toEqual([['kept', 'Mara Marsh', 1, '']])
  })
  it('the token of a conflict does not reach over what was written after it', async () => {
    const { documents, mara, pia, opened, newLab } = desk
    const lab = await newLab()
    const { token } = await opened(lab)
    const next = await documents.save(mara, lab, token, { title: 'One' })
    const conflict = (await documents.save(pia, lab, token, { title: 'Of Pia' })) as Conflict
    if (next.outcome === 'saved') await documents.save(mara, lab, next.token, { title: 'Two' })
    expect(await documents.save(pia, lab, conflict.token, { title: 'Of Pia' })).toMatchObject({
      outcome: 'conflict',
      theirs: { title: 'Two' },
    })
  })
  it('who discarded, and who published, is who the other is told of', async () => {
    const { documents, mara, pia, saved, published, told, newLab } = desk
    const lab = await newLab()
    const token = await saved(mara, lab, titled('Of Mara'))
    expect(await documents.discard(pia, lab, token)).toEqual({ outcome: 'discarded' })
    expect(await documents.save(mara, lab, token, titled('More'))).toMatchObject({
      outcome: 'conflict',
      by: 'Pia Park',
    })
    expect(await told(lab)).toEqual([['kept', 'Mara Marsh', 1, '']])
    const again = await saved(mara, lab, titled('Again'))
    await published(pia, lab, titled('Of Pia'))
    for (const act of [documents.publish, documents.discard, documents.freeze])
      expect(await act(mara, lab, again)).toMatchObject({ outcome: 'conflict', by: 'Pia Park' })
  })
  it('one discards their own draft for good', async () => {
    const { documents, mara, saved, told, newLab } = desk
    const lab = await newLab()
    expect(await documents.discard(mara, lab, await saved(mara, lab, titled('Mine')))).toEqual({
      outcome: 'discarded',
    })
    expect(await told(lab)).toEqual([])
  })
})
