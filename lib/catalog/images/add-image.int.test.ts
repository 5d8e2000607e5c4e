import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '@/e2e/test-database'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import type { StaffActor } from '@/lib/identity/permit'
import { staffIdSchema } from '@/lib/ids'
import { createRateLimiter } from '@/lib/rate-limits/limit'
import { addImage, LARGEST_UPLOAD } from './add-image'
import { readImage } from './read-image'

const mara: StaffActor = {
  staffId: staffIdSchema.parse('018f4d7e-0000-7000-8000-000000000001'),
  name: 'Mara Marsh',
  roles: ['marketing'],
}
let database: Awaited<ReturnType<typeof createTestDatabase>>
let db: Database
beforeAll(async () => {
  database = await createTestDatabase()
  db = openDatabase(database.appUrl, {
    connections: 4,
    applicationName: 'test',
    onIdleError: () => undefined,
  })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const limited = (points: number) =>
  createRateLimiter(db.pool, { name: `image-${points}`, points, seconds: 60 })
const picture = (background: string) =>
  sharp({ create: { width: 900, height: 300, channels: 3, background } })
    .png()
    .toBuffer()
const add = (bytes: Uint8Array, actor = mara) => addImage({ db, limit: limited(100) }, actor, bytes)

describe('an uploaded image', () => {
  it('is one row however often and by how many it is uploaded, and is read by its name', async () => {
    const bytes = await picture('red')
    const results = await Promise.all([add(bytes), add(bytes), add(bytes)])
    const [first] = results
    if (first?.outcome !== 'added') throw new Error(first?.outcome)
    expect(results).toEqual([first, first, first])
    const rows = await db.prisma.image.findMany()
    expect(rows).toMatchObject([
      { id: first.image.id, width: 900, height: 300, createdBy: `staff:${mara.staffId}` },
    ])
    const small = await readImage(db, `${first.image.id}-small.webp`)
    expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 640 })
    const large = await readImage(db, `${first.image.id}-large.webp`)
    expect(await sharp(large).metadata()).toMatchObject({ format: 'webp', width: 900 })
  })
  it('cannot be reached by any other name', async () => {
    const id = 'a'.repeat(64)
    const names = [
      `${id}-large.webp`,
      `${id}-huge.webp`,
      `${id.toUpperCase()}-large.webp`,
      `${id}.webp`,
      '',
      id,
    ]
    const tricks = [
      `../${id}-large.webp`,
      `${id}-large.webp\0`,
      `${id}-large.webp\n`,
      `%2e%2e/${id}-large.webp`,
    ]
    for (const name of [...names, ...tricks]) expect(await readImage(db, name)).toBeUndefined()
  })
  it('is refused from whoever may not edit the catalog, when it is too large, and after too many', async () => {
    const bytes = await picture('blue')
    for (const role of ['finance', 'support', 'admin'] as const)
      expect(await add(bytes, { ...mara, roles: [role] })).toEqual({ outcome: 'forbidden' })
    expect(await add(new Uint8Array(LARGEST_UPLOAD + 1))).toEqual({ outcome: 'refused', why: 'too-large' })
    const limit = limited(1)
    expect(await addImage({ db, limit }, mara, bytes)).toMatchObject({ outcome: 'added' })
    expect(await addImage({ db, limit }, mara, bytes)).toMatchObject({ outcome: 'limited' })
    expect(await db.prisma.image.count()).toBe(2)
  })
})

describe('once images are taken', () => {
  it('no other decoder works in this process, but the one our social cards are drawn with', async () => {
    const gif = await sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
      .gif()
      .toBuffer()
    await expect(sharp(gif).metadata()).rejects.toThrow()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"/>')
    expect(await sharp(svg).metadata()).toMatchObject({ format: 'svg' })
  })
})
