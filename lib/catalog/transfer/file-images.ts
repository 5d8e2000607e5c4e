import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import { readEncodedImage } from '../images/encode'
import type { EncodedImage } from '../images/encode'
import type { CatalogFile } from './catalog-file'
import { imagesIn } from './images-in'
import type { Nameable } from './named-misfits'
import type { Misfit } from './text-of-fields'

export type OpenedImages = {
  /** Those that pages show and that are not here yet. */
  readonly fresh: readonly EncodedImage[]
  /** All that pages show and that there are, here or in the file. */
  readonly known: Nameable['images']
  readonly misfits: readonly Misfit[]
}

const sizesSchema = z.array(z.object({ id: z.string(), width: z.int(), height: z.int() }))

/** Opens the images that the pages of a file show: every new one is decoded before anything refers to it. */
export async function openImages(
  db: Pick<Database, 'prisma'>,
  { units, images }: CatalogFile,
): Promise<OpenedImages> {
  const shown = [...new Set(units.flatMap(({ content }) => imagesIn(content)))]
  const select = { id: true, width: true, height: true }
  const here = sizesSchema.parse(await db.prisma.image.findMany({ where: { id: { in: shown } }, select }))
  const known = new Map(here.map(({ id, ...size }) => [id, size]))
  const fresh: EncodedImage[] = []
  const misfits: Misfit[] = []
  for (const [index, { id, large }] of images.entries()) {
    if (known.has(id) || !shown.includes(id)) continue
    const opened = await readEncodedImage(large)
    if (opened.outcome === 'refused')
      misfits.push({ path: `images.${index}`, message: 'is no image as an export writes them' })
    else fresh.push(opened.image)
    known.set(id, opened.outcome === 'refused' ? { width: 0, height: 0 } : opened.image)
  }
  return { fresh, known, misfits }
}
