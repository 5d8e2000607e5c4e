import { z } from 'zod'
import { skuSchema } from '@/lib/ids'
import type { Sku } from '@/lib/ids'
import type { Problem } from '../documents/fields'
import { kindSchema } from '../course-content'
import type { Kind } from '../course-content'

/** As the database has it: lower-case words joined by dashes, up to 80 characters. */
const slugSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
const titleSchema = z.string().trim().min(1).max(60)

/** What one types to name a unit; only what the form at hand asks for. */
export type TypedUnit = Readonly<Partial<Record<'sku' | 'slug' | 'title' | 'kind', string>>>
export type ReadUnit = {
  readonly sku: Sku | undefined
  readonly slug: string | undefined
  readonly title: string | undefined
  readonly kind: Kind | undefined
}

/** Reads what was typed. A field that was not asked for is undefined; each that does not fit has a problem. Pure. */
export function readUnitForm(typed: TypedUnit): {
  readonly unit: ReadUnit
  readonly problems: readonly Problem[]
} {
  const sku = skuSchema.safeParse(typed.sku?.trim())
  const slug = slugSchema.safeParse(typed.slug?.trim())
  const title = titleSchema.safeParse(typed.title)
  const kind = kindSchema.safeParse(typed.kind)
  const read = { sku, slug, title, kind }
  const problems = (['title', 'kind', 'sku', 'slug'] as const).flatMap((path) => {
    const text = typed[path]
    return text === undefined || read[path].success ? [] : [{ path, message: MESSAGES[path](text.trim()) }]
  })
  return { unit: { sku: sku.data, slug: slug.data, title: title.data, kind: kind.data }, problems }
}

const MESSAGES = {
  title: (text: string) =>
    text === '' ? 'Enter the title' : `Title must be 60 characters or fewer; it has ${text.length}`,
  kind: () => 'Choose what it is',
  sku: (text: string) => {
    if (text === '') return 'Enter the SKU'
    if (text.length > 40) return `SKU must be 40 characters or fewer; it has ${text.length}`
    return 'SKU must be RU and capital letters or digits, joined by dashes, such as RU-LAB-LOCKS'
  },
  slug: (text: string) => {
    if (text === '') return 'Enter the address'
    if (text.length > 80) return `Address must be 80 characters or fewer; it has ${text.length}`
    return 'Address must be small letters and digits, joined by dashes, such as distributed-locks'
  },
} as const
