import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { FileUnit } from '@/lib/catalog/transfer/catalog-file'
import { problemLine, readCatalogFile } from '@/lib/catalog/transfer/read-file'
import { seedCourseSchema } from './seed-course'
import type { SeedCourse } from './seed-course'

/** The seed catalog as its file has it. Throws with all that is wrong with it, line by line. */
export function readSeedFile(text: string): readonly SeedCourse[] {
  const read = readCatalogFile(text)
  if (read.outcome === 'malformed')
    throw new Error(['prisma/seed/catalog.yaml:', ...read.problems.map(problemLine)].join('\n'))
  return z.array(seedCourseSchema).parse(read.file.units.map(asSeed))
}

function asSeed({ retiredReason: _, prices, ...unit }: FileUnit): object {
  const [price] = prices
  if (price === undefined) return unit
  const { money, placeholder, taxCode } = price
  return { ...unit, price: { minor: money.amount, currency: money.currency, placeholder }, taxCode }
}

/** The seed catalog in catalog order: what `npm run seed` adds. An export of it is this very file. */
export const seedCatalog = readSeedFile(readFileSync(join(import.meta.dirname, 'catalog.yaml'), 'utf8'))
