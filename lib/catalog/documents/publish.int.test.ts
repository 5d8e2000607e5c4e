import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEditorsDesk, titled } from '@/e2e/editors-desk'
import type { EditorsDesk } from '@/e2e/editors-desk'
import { ROLES } from '@/lib/identity/role'
import type { Subject } from './subject'

let desk: EditorsDesk
beforeAll(async () => {
  desk = await openEditorsDesk()
})
afterAll(() => desk.close())

describe('publishing', () => {
  it('makes the draft public, once', async () => {
    const { documents, mara, opened, saved, told, newLab } = desk
    const lab = await newLab()
    const token = await saved(mara, lab, titled('Public'))
    const both = await Promise.all([1, 2].map(() => documents.publish(mara, lab, token)))
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['conflict', 'published'])
    const after = await opened(lab)
    expect(after).toMatchObject({
      title: 'Public',
      edited: undefined,
      problems: [],
      published: { number: 1 },
    })
    expect(await documents.publish(mara, lab, after.token)).toEqual({ outcome: 'unchanged' })
    expect(await told(lab)).toEqual([['published', 'Mara Marsh', 1, 'now']])
  })
  it('refuses what is incomplete, and names units and images that are not there, at their places', async () => {
    const { documents, mara, opened, saved, newLab } = desk
    const lab = await newLab()
    const other = await newLab()
    const token = await saved(mara, lab, {
      ...titled(''),
      image: { id: 'ab'.repeat(32), alt: 'Picture', width: '1', height: '1' },
      prerequisites: { text: 'Some', courses: [lab.sku, other.sku, 'RU-NOT-THERE', 'RU-NOT-THERE'] },
    })
    const at = (index: number) => `prerequisites.courses.${index}`
    expect(await documents.publish(mara, lab, token)).toEqual({
      outcome: 'incomplete',
      problems: [
        { path: 'title', message: 'Enter the title' },
        { path: 'image.id', message: 'Upload the image again' },
        { path: at(0), message: 'A unit cannot name itself' },
        { path: at(1), message: `Publish ${other.sku} first: its page is not public yet` },
        { path: at(2), message: 'There is no unit RU-NOT-THERE' },
        { path: at(3), message: 'RU-NOT-THERE is named twice' },
      ],
    })
    expect((await opened(lab)).published).toBeUndefined()
  })
  it('of a page of the site keeps a version with the day in its name', async () => {
    const { documents, mara, opened, published, told, db } = desk
    const page: Subject = { type: 'page', page: 'refund-policy' }
    const { draft } = await opened(page)
    const id = await published(mara, page, { ...draft, summary: 'Full refund within 30 days.' })
    const row = await db.prisma.siteRevision.findUniqueOrThrow({ where: { id } })
    expect([row.label, row.number]).toEqual(['2027-01-10.2', 2])
    expect(await told(page)).toEqual([
      ['published', 'Mara Marsh', 2, 'now'],
      ['published', 'the system', 1, ''],
    ])
    const compared = await documents.compare(mara, page, id)
    expect(compared.outcome === 'found' && compared.changes.map(({ label }) => label)).toEqual([
      'Policy in one sentence',
    ])
  })
  it('reuses the revision of a preview, and a preview that of the public page', async () => {
    const { documents, mara, opened, saved, newLab, db } = desk
    const lab = await newLab()
    const token = await saved(mara, lab, titled('Seen before'))
    const frozen = await documents.freeze(mara, lab, token)
    expect(frozen).toMatchObject({ outcome: 'frozen', complete: true })
    expect(await documents.freeze(mara, lab, token)).toEqual(frozen)
    expect(await documents.publish(mara, lab, token)).toMatchObject({
      revisionId: frozen.outcome === 'frozen' && frozen.revisionId,
    })
    expect(await documents.freeze(mara, lab, (await opened(lab)).token)).toEqual(frozen)
    expect(await db.prisma.courseRevision.count({ where: { courseId: lab.courseId } })).toBe(1)
  })
  it('can be undone: any revision is public again, if it still can be', async () => {
    const { documents, mara, pia, opened, saved, published, told, newLab } = desk
    const lab = await newLab()
    const first = await published(mara, lab, titled('One'))
    const second = await published(pia, lab, titled('Two'))
    await saved(mara, lab, titled('In the works'))
    expect(await documents.restore(mara, lab, second)).toEqual({ outcome: 'unchanged' })
    expect(await documents.restore(pia, lab, first)).toEqual({ outcome: 'published', revisionId: first })
    expect(await opened(lab)).toMatchObject({ title: 'One', draft: { title: 'In the works' } })
    expect((await told(lab)).slice(0, 2)).toEqual([
      ['published', 'Pia Park', 1, 'now'],
      ['published', 'Pia Park', 2, ''],
    ])
    const half = await documents.freeze(mara, lab, await saved(mara, lab, titled('')))
    const halfId = half.outcome === 'frozen' ? half.revisionId : ''
    expect(await documents.restore(mara, lab, halfId)).toEqual({
      outcome: 'incomplete',
      problems: [{ path: 'title', message: 'Enter the title' }],
    })
    expect(await documents.compare(mara, lab, first)).toMatchObject({ number: 1, against: 2 })
    expect(await documents.compare(mara, lab, second, half.outcome)).toEqual({ outcome: 'missing' })
  })
})

describe('each capability of the editor', () => {
  it.each(ROLES)('answers %s as their role says', async (role) => {
    const { documents, mara, opened, published, newLab } = desk
    const lab = await newLab()
    const id = await published(mara, lab, titled(role))
    const actor = { ...mara, roles: [role] }
    const token = (await opened(lab)).token
    const reads = [
      await documents.open(actor, lab),
      await documents.history(actor, lab),
      await documents.compare(actor, lab, id),
      await documents.scheduledList(actor),
    ]
    const writes = [
      await documents.save(actor, lab, token, titled(role)),
      await documents.freeze(actor, lab, token),
      await documents.publish(actor, lab, token),
      await documents.schedule(actor, lab, token, { at: '2027-02-01T09:00', zone: 'UTC' }),
      await documents.restore(actor, lab, id),
      await documents.discard(actor, lab, token),
      await documents.cancel(actor, randomUUID()),
    ]
    const may = role === 'marketing' || role === 'marketing-admin'
    for (const { outcome } of [...reads, ...writes]) expect(outcome === 'forbidden').toBe(!may)
  })
})
