import { afterAll, beforeAll, expect, it } from 'vitest'
import { openEditorsDesk, titled } from '@/e2e/editors-desk'
import type { EditorsDesk } from '@/e2e/editors-desk'

let desk: EditorsDesk
beforeAll(async () => {
  desk = await openEditorsDesk()
})
afterAll(() => desk.close())

it('says what publishing would change: everything at first, then the draft against what is public', async () => {
  const { documents, mara, saved, published, newLab } = desk
  const lab = await newLab()
  const labels = async () => {
    const pending = await documents.pending(mara, lab)
    return pending.outcome === 'found'
      ? pending.changes.map(({ label, kind }) => `${label} ${kind}`)
      : pending
  }
  await saved(mara, lab, titled('First'))
  const first = await labels()
  expect(first).toContain('Title added')
  expect(first).toContain('Level added')
  await published(mara, lab, titled('First'))
  expect(await labels()).toEqual([])
  await saved(mara, lab, titled('Second'))
  expect(await labels()).toEqual(['Title changed'])
})

it('tells nobody else', async () => {
  const { documents, mara, newLab } = desk
  const lab = await newLab()
  const stranger = { ...mara, roles: ['support'] as const }
  expect(await documents.pending(stranger, lab)).toEqual({ outcome: 'forbidden' })
  const gone = { type: 'page', page: 'catalog' } as const
  expect(await documents.pending(mara, gone)).toMatchObject({ outcome: 'found' })
})
