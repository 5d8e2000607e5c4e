import { createHash } from 'node:crypto'
import { z } from 'zod'
import { pageNameSchema } from '../documents/subject'
import type { PageName } from '../documents/subject'
import { imageIdSchema } from '../image-reference'
import type { CatalogFile, FileImage, FileUnit } from './catalog-file'
import { FORMAT, LARGEST_FILE } from './catalog-file'
import { misfitsOf, readUnit } from './file-unit'
import { pageFields, PAGE_SCHEMAS } from './page-contents'
import type { PageContents } from './page-contents'
import { readContent } from './text-of-fields'
import type { Misfit } from './text-of-fields'
import { readYaml } from './yaml-text'
import type { FileProblem, Text } from './yaml-text'

export type ReadFile =
  | { readonly outcome: 'read'; readonly file: CatalogFile; readonly lineAt: (path: string) => number }
  | { readonly outcome: 'malformed'; readonly problems: readonly FileProblem[] }

const rootSchema = z.strictObject({
  format: z.literal(FORMAT, { error: `must be ${FORMAT}: the form of the file` }),
  units: z.array(z.custom<Text>(), { error: 'must be a list' }).default([]),
  pages: z.record(z.string(), z.custom<Text>(), { error: 'must be keys with values' }).default({}),
  images: z.array(z.custom<Text>(), { error: 'must be a list' }).default([]),
})

/** Reads a catalog file. All that is wrong with it is found at once, in the order of its lines. */
export function readCatalogFile(text: string): ReadFile {
  if (Buffer.byteLength(text) > LARGEST_FILE)
    return {
      outcome: 'malformed',
      problems: [{ line: 1, path: '', message: 'The file is larger than 20 MB' }],
    }
  const yaml = readYaml(text)
  if (yaml.outcome === 'malformed') return yaml
  const misfits: Misfit[] = []
  const root = rootSchema.safeParse(yaml.value ?? {})
  if (!root.success) misfits.push(...misfitsOf(root.error, ''))
  const parts = looseRootSchema.parse(yaml.value ?? {})
  const units = parts.units.flatMap((value, index) => readUnit(value, `units.${index}`, misfits) ?? [])
  const pages = readPages(parts.pages, misfits)
  const images = parts.images.flatMap((value, index) => readImage(value, `images.${index}`, misfits) ?? [])
  misfits.push(...repeatedIn(parts.units), ...repeatedImages(parts.images))
  if (misfits.length === 0) return { outcome: 'read', file: { units, pages, images }, lineAt: yaml.lineAt }
  return { outcome: 'malformed', problems: problemsOf(misfits, yaml.lineAt) }
}

/** Places in the file become lines; in their order, one for each place. */
export function problemsOf(
  misfits: readonly Misfit[],
  lineAt: (path: string) => number,
): readonly FileProblem[] {
  const first = new Map(misfits.toReversed().map((misfit) => [misfit.path, misfit]))
  return [...first.values()]
    .map((misfit) => ({ line: lineAt(misfit.path), ...misfit }))
    .sort((a, b) => a.line - b.line)
}

/** A problem as one line for people: `line 41: units.3.content.title: Title must be 60 characters or fewer`. */
export function problemLine({ line, path, message }: FileProblem): string {
  return `line ${line}: ${path === '' ? '' : `${path}: `}${message}`
}

const looseRootSchema = z
  .object({
    units: z.array(z.custom<Text>()).catch([]),
    pages: z.record(z.string(), z.custom<Text>()).catch({}),
    images: z.array(z.custom<Text>()).catch([]),
  })
  .catch({ units: [], pages: {}, images: [] })

function readPages(pages: Readonly<Record<string, Text>>, misfits: Misfit[]): Partial<PageContents> {
  for (const name of Object.keys(pages))
    if (!pageNameSchema.safeParse(name).success)
      misfits.push({
        path: `pages.${name}`,
        message: `is no page: there are ${pageNameSchema.options.join(', ')}`,
      })
  const read = <Name extends PageName>(page: Name, schema: z.ZodType<PageContents[Name]>) => {
    if (!Object.hasOwn(pages, page)) return {}
    const { content, misfits: found } = readContent(pageFields(page), schema, pages[page], `pages.${page}`)
    misfits.push(...found)
    return content === undefined ? {} : { [page]: content }
  }
  return {
    ...read('catalog', PAGE_SCHEMAS.catalog),
    ...read('refund-policy', PAGE_SCHEMAS['refund-policy']),
    ...read('address-confirmation', PAGE_SCHEMAS['address-confirmation']),
  }
}

const imageSchema = z.strictObject({
  id: z.string({ error: 'must be the SHA-256 of the image' }),
  webp: z.string({ error: 'must be the image in base64' }),
})

function readImage(value: Text, path: string, misfits: Misfit[]): FileImage | undefined {
  const parsed = imageSchema.safeParse(value)
  if (!parsed.success) {
    misfits.push(...misfitsOf(parsed.error, path))
    return undefined
  }
  const large = new Uint8Array(Buffer.from(parsed.data.webp, 'base64'))
  const id = imageIdSchema.safeParse(parsed.data.id)
  if (id.success && id.data === createHash('sha256').update(large).digest('hex'))
    return { id: id.data, large }
  misfits.push({ path: `${path}.id`, message: 'is not the SHA-256 of this image: its text was changed' })
  return undefined
}

/** What two units have in common and may not. */
function repeatedIn(units: readonly Text[]): Misfit[] {
  return [
    ...repeated(units, 'units', 'sku', 'SKU'),
    ...repeated(units, 'units', 'slug', 'address'),
    ...repeated(units, 'units', 'flockjayCourseId', 'Flockjay course'),
  ]
}

function repeatedImages(images: readonly Text[]): Misfit[] {
  return repeated(images, 'images', 'id', 'image')
}

function repeated(rows: readonly Text[], list: string, key: keyof FileUnit | 'id', word: string): Misfit[] {
  const firstAt = new Map<Text, number>()
  return rows.flatMap((row, index) => {
    const value =
      typeof row === 'object' && !Array.isArray(row)
        ? Object.entries(row).find(([name]) => name === key)
        : undefined
    if (typeof value?.[1] !== 'string') return []
    const before = firstAt.get(value[1])
    if (before === undefined) firstAt.set(value[1], index)
    if (before === undefined) return []
    return [{ path: `${list}.${index}.${key}`, message: `is the ${word} of ${list}.${before} already` }]
  })
}
