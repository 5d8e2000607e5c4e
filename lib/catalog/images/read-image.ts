import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { imageIdSchema } from '../image-reference'

const nameSchema = z
  .string()
  .regex(/^[0-9a-f]{64}-(large|small)\.webp$/)
  .transform((name) => ({ id: name.slice(0, 64), size: name.slice(65, -'.webp'.length) }))
  .pipe(z.object({ id: imageIdSchema, size: z.enum(['large', 'small']) }))

/** The WebP file that the last part of such an address names; undefined for anything else. */
export async function readImage(db: Database, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const asked = nameSchema.safeParse(name)
  if (!asked.success) return undefined
  const { id, size } = asked.data
  const { image } = db.prisma
  if (size === 'large') return (await image.findUnique({ where: { id }, select: { large: true } }))?.large
  return (await image.findUnique({ where: { id }, select: { small: true } }))?.small
}
