import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openEditorsDesk, titled } from '@/e2e/editors-desk'
import type { EditorsDesk } from '@/e2e/editors-desk'
import type { StaffActor } from '@/lib/identity/permit'
import { createLogger } from '@/lib/log'
import { carryOutDue, carryOutPublication } from './carry-out-publication'

const log = createLogger('test', 'silent')
const NINE = new Date('2027-03-01T08:00:00Z')
const when = { at: '2027-03-01T09:00', zone: 'Europe/Berlin' }

let desk: EditorsDesk
let db: EditorsDesk['db']
let documents: EditorsDesk['documents']
let mara: StaffActor
let pia: StaffActor
beforeAll(async () => {
  desk = await openEditorsDesk()
  ;({ db, documents, mara, pia } = desk)
})
afterAll(() => desk.close())

let lab: Awaited<ReturnType<EditorsDesk['newLab']>>
beforeEach(async () => {
  desk.setNow(new Date('2027-02-01T09:00:00Z'))
  lab = await desk.newLab()
  await desk.published(mara, lab, titled('Before'))
})

const opened = () => desk.opened(lab)
const saved = (title: string) => desk.saved(mara, lab, titled(title))
const publicTitle = async () => (await opened()).title
const worker = () => ({ db, clock: desk.clock, log })
async function scheduled(title: string): Promise<string> {
  const result = await documents.schedule(mara, lab, await saved(title), when)
  if (result.outcome !== 'scheduled') throw new Error(result.outcome)
  return result.publicationId
}

describe('what is scheduled', () => {
  it('leaves the worker nothing to do before anything is due, or where nothing is there', async () => {
    await carryOutDue(worker())
    await carryOutPublication(worker(), randomUUID())
    await carryOutPublication(worker(), 'not an id')
  })

  it('waits for its time on the clocks of its zone, with one job for it', async () => {
    const publicationId = await scheduled('Soon')
    expect(await publicTitle()).toBe('Before')
    expect(await opened()).toMatchObject({
      edited: undefined,
      draft: { title: 'Soon' },
      scheduled: { publicationId, dueAt: NINE, zone: 'Europe/Berlin', by: 'Mara Marsh' },
    })
    const { rows } = await db.pool.query<{ data: unknown; start_after: Date }>(
      "SELECT data, start_after FROM pgboss.job WHERE name = 'publication' AND singleton_key = $1",
      [publicationId],
    )
    expect(rows).toEqual([{ data: { publicationId }, start_after: NINE }])
    const list = await documents.scheduledList(pia)
    expect(
      list.outcome === 'found' && list.list.filter(({ subject }) => subject.type === 'course'),
    ).toContainEqual({
      publicationId,
      subject: { type: 'course', courseId: lab.courseId },
      title: 'Before',
      number: 2,
      dueAt: NINE,
      zone: 'Europe/Berlin',
      by: 'Mara Marsh',
    })
  })
  it('goes public once, at its time and not before, however many workers try', async () => {
    const publicationId = await scheduled('Soon')
    await expect(carryOutPublication(worker(), publicationId)).rejects.toThrow('before its time')
    await carryOutDue(worker())
    expect(await publicTitle()).toBe('Before')
    desk.setNow(new Date(NINE.getTime() - 1))
    await Promise.all([1, 2, 3].map(() => carryOutPublication(worker(), publicationId)))
    await carryOutDue(worker())
    expect(await publicTitle()).toBe('Soon')
    expect(await desk.told(lab)).toEqual([
      ['published', 'Mara Marsh', 2, 'now'],
      ['published', 'Mara Marsh', 1, ''],
    ])
    const audit = { subjectId: lab.courseId, actor: 'worker', action: 'catalog.publish' }
    expect(await db.prisma.audit.count({ where: audit })).toBe(1)
    expect(await documents.cancel(pia, publicationId)).toEqual({ outcome: 'too-late' })
  })
  it('is found by the sweep where its job was lost', async () => {
    await scheduled('Swept')
    desk.setNow(NINE)
    await carryOutDue(worker())
    expect(await publicTitle()).toBe('Swept')
  })
  it('goes public also where a unit that it names is gone since', async () => {
    const other = await db.prisma.course.findUniqueOrThrow({ where: { id: lab.courseId } })
    const naming = { type: 'page', page: 'catalog' } as const
    const page = await documents.open(mara, naming)
    if (page.outcome !== 'found') throw new Error(page.outcome)
    const draft = { ...page.document.draft, featured: [other.sku] }
    const written = await documents.save(mara, naming, page.document.token, draft)
    if (written.outcome !== 'saved') throw new Error(written.outcome)
    expect((await documents.schedule(mara, naming, written.token, when)).outcome).toBe('scheduled')
    await db.prisma.course.update({ where: { id: lab.courseId }, data: { sku: 'RU-RENAMED' } })
    desk.setNow(NINE)
    await carryOutDue(worker())
    const after = await documents.open(mara, naming)
    expect(after).toMatchObject({
      document: { scheduled: undefined, draft: { featured: [other.sku] }, published: { number: 2 } },
    })
    const history = await documents.history(mara, naming)
    const first = history.outcome === 'found' ? history.entries.at(-1)?.revisionId : undefined
    expect((await documents.restore(mara, naming, first ?? '')).outcome).toBe('published')
    const second = history.outcome === 'found' ? history.entries[0]?.revisionId : undefined
    expect(await documents.restore(mara, naming, second ?? '')).toEqual({
      outcome: 'incomplete',
      problems: [{ path: 'featured.0', message: `There is no unit ${other.sku}` }],
    })
  })
  it('is what a new draft begins from; publishing that takes its place', async () => {
    await scheduled('Soon')
    const token = await saved('Soon, and better')
    expect(await documents.schedule(pia, lab, token, when)).toEqual({ outcome: 'scheduled-already' })
    expect((await documents.publish(pia, lab, token)).outcome).toBe('published')
    desk.setNow(NINE)
    await carryOutDue(worker())
    expect(await publicTitle()).toBe('Soon, and better')
    expect(await desk.told(lab)).toEqual([
      ['published', 'Pia Park', 3, 'now'],
      ['cancelled', 'Pia Park', 2, ''],
      ['published', 'Mara Marsh', 1, ''],
    ])
  })
  it('can go public at once as it is', async () => {
    await scheduled('Soon')
    expect((await documents.publish(pia, lab, (await opened()).token)).outcome).toBe('published')
    expect(await opened()).toMatchObject({ title: 'Soon', scheduled: undefined, published: { number: 2 } })
  })
  it('is the draft again when it is cancelled, once', async () => {
    const publicationId = await scheduled('Soon')
    const both = await Promise.all([mara, pia].map((actor) => documents.cancel(actor, publicationId)))
    expect(both).toEqual([{ outcome: 'cancelled' }, { outcome: 'cancelled' }])
    desk.setNow(NINE)
    await carryOutPublication(worker(), publicationId)
    expect(await opened()).toMatchObject({
      title: 'Before',
      scheduled: undefined,
      draft: { title: 'Soon' },
      edited: { by: 'Mara Marsh' },
    })
    const cancels = { subjectId: lab.courseId, action: 'catalog.cancel' }
    expect(await db.prisma.audit.count({ where: cancels })).toBe(1)
  })
  it('leaves another draft alone when it is cancelled', async () => {
    const publicationId = await scheduled('Soon')
    await saved('Later')
    await documents.cancel(pia, publicationId)
    expect((await opened()).draft['title']).toBe('Later')
  })
})

describe('a time', () => {
  it.each([
    ['2027-03-28T02:30', 'Europe/Berlin', 'no-such-time'],
    ['2027-10-31T02:30', 'Europe/Berlin', 'no-such-time'],
    ['2027-02-30T10:00', 'Europe/Berlin', 'no-such-time'],
    ['tomorrow', 'Europe/Berlin', 'no-such-time'],
    ['2027-03-01T09:00', 'Europe/Atlantis', 'no-such-time'],
    ['2027-03-01T09:00', '+02:00', 'no-such-time'],
    ['2027-02-01T09:00', 'UTC', 'past'],
    ['2027-02-01T10:00', 'Europe/Berlin', 'past'],
    ['2027-02-01T10:01', 'Europe/Berlin', 'scheduled'],
  ])('%s in %s is %s', async (at, zone, outcome) => {
    expect((await documents.schedule(mara, lab, await saved('Soon'), { at, zone })).outcome).toBe(outcome)
  })
  it('is not asked for where there is nothing to publish, or nothing that can be', async () => {
    const { token } = await opened()
    expect(await documents.schedule(mara, lab, token, when)).toEqual({ outcome: 'unchanged' })
    expect(await documents.schedule(mara, lab, await saved(''), when)).toEqual({
      outcome: 'incomplete',
      problems: [{ path: 'title', message: 'Enter the title' }],
    })
    expect(await documents.schedule(mara, lab, token, when)).toMatchObject({ outcome: 'conflict' })
  })
})
