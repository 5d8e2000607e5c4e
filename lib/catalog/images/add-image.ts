import type { Database } from '@/lib/db/database'
import { auditActor, permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import type { createRateLimiter } from '@/lib/rate-limits/limit'
import type { ImageId } from '../image-reference'
import { encodeImage } from './encode'
import type { ImageRefusal } from './encode'

/** What one upload may weigh, in bytes. */
export const LARGEST_UPLOAD = 8_000_000

export type AddImageResult =
  | {
      readonly outcome: 'added'
      readonly image: { readonly id: ImageId; readonly width: number; readonly height: number }
    }
  | { readonly outcome: 'refused'; readonly why: ImageRefusal | 'too-large' }
  | { readonly outcome: 'limited'; readonly retryAfterSeconds: number }
  | { readonly outcome: 'forbidden' }

type ImageServices = {
  readonly db: Database
  /** Counts uploads by employee. */
  readonly limit: ReturnType<typeof createRateLimiter>
}

/** Re-encodes an uploaded image and keeps it. The same image again is the same row. */
export async function addImage(
  { db, limit }: ImageServices,
  actor: StaffActor,
  bytes: Uint8Array,
): Promise<AddImageResult> {
  if (!permits(actor, 'catalog.edit')) return { outcome: 'forbidden' }
  if (bytes.length > LARGEST_UPLOAD) return { outcome: 'refused', why: 'too-large' }
  const counted = await limit(actor.staffId)
  if (!counted.allowed) return { outcome: 'limited', retryAfterSeconds: counted.retryAfterSeconds }
  const encoded = await encodeImage(bytes)
  if (encoded.outcome === 'refused') return encoded
  const { id, width, height } = encoded.image
  await db.prisma.image.createMany({
    data: [{ ...encoded.image, createdBy: auditActor(actor) }],
    skipDuplicates: true,
  })
  return { outcome: 'added', image: { id, width, height } }
}
