import { z } from 'zod'
import { accountSchema, skuSchema } from '@/lib/ids'
import { currencySchema } from '@/lib/money'
import { courseContentSchema, kindSchema } from '../course-content'
import { courseFields } from '../documents/course-fields'
import type { FilePrice, FileUnit } from './catalog-file'
import { minorUnits } from './decimal-amount'
import { readContent } from './text-of-fields'
import type { Misfit } from './text-of-fields'
import type { Text } from './yaml-text'

const oneOf = <const Value extends string>(values: readonly Value[]) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` })
const flag = oneOf(['true', 'false']).transform((word) => word === 'true')
const like = (pattern: RegExp, error: string) => z.string({ error }).regex(pattern, { error })
/** A branded schema with our words for what does not fit. */
const words = <Schema extends z.ZodType>(schema: Schema, error: string) =>
  z.unknown().transform((value, context): z.output<Schema> => {
    const parsed = schema.safeParse(value)
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: error })
    return z.NEVER
  })

const priceSchema = z
  .strictObject({
    account: words(accountSchema, 'must be the name of a Stripe account, such as default'),
    currency: words(currencySchema, 'must be three capital letters, such as USD'),
    amount: z.string({ error: 'must be a number such as 19.00' }),
    taxCode: like(/^txcd_\d{8}$/, 'must be a tax code of Stripe, such as txcd_20060058'),
    placeholder: flag.default(false),
  })
  .transform(({ amount, currency, ...price }, context): FilePrice => {
    const minor = minorUnits(amount, currency)
    if (minor !== undefined) return { ...price, money: { amount: minor, currency } }
    context.addIssue({ code: 'custom', path: ['amount'], message: AMOUNT })
    return z.NEVER
  })
const AMOUNT = 'must be more than 0, with as many places as the currency has, such as 19.00'

const unitSchema = z.strictObject({
  sku: words(skuSchema, 'must be RU and capital letters or digits, joined by dashes, such as RU-LAB-LOCKS'),
  slug: like(
    /^(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*$/,
    'must be small letters and digits, joined by dashes, such as distributed-locks',
  ),
  kind: oneOf(kindSchema.options),
  sale: oneOf(['open', 'announced', 'retired']),
  retiredReason: like(/^(?=\P{Cc}{3,500}$)\S.*\S$/u, 'must be one line of 3 to 500 characters').optional(),
  repeatable: flag.default(false),
  flockjayCourseId: like(/^[\x21-\x7e]{1,64}$/, 'must be 1 to 64 letters, digits and signs').optional(),
  prices: z.array(priceSchema, { error: 'must be a list' }).default([]),
  content: z.custom<Text>((value) => value !== undefined, { error: 'is missing: the words of the page' }),
})

/** Reads one unit; undefined where something is wrong with it. */
export function readUnit(value: Text, path: string, misfits: Misfit[]): FileUnit | undefined {
  const selling = unitSchema.safeParse(value)
  if (!selling.success) misfits.push(...misfitsOf(selling.error, path))
  const shape = looseSchema.safeParse(value)
  if (!shape.success || shape.data.content === undefined) return undefined
  const { kind, content } = shape.data
  const read = readContent(courseFields(kind), courseContentSchema, content, `${path}.content`)
  misfits.push(...read.misfits)
  if (!selling.success || read.content === undefined) return undefined
  const { retiredReason, flockjayCourseId, ...unit } = selling.data
  const contradiction = contradictionIn(selling.data)
  if (contradiction !== undefined) {
    misfits.push({ ...contradiction, path: `${path}.${contradiction.path}` })
    return undefined
  }
  return { ...unit, retiredReason, flockjayCourseId, content: read.content }
}

/** What is needed to look at the words although something beside them is wrong. */
const looseSchema = z.object({ kind: kindSchema, content: z.custom<Text>() })

function contradictionIn(unit: z.output<typeof unitSchema>): Misfit | undefined {
  const { sale, retiredReason, flockjayCourseId, prices } = unit
  if (retiredReason !== undefined && sale !== 'retired')
    return { path: 'retiredReason', message: 'is only for units with sale: retired' }
  if (sale === 'open' && flockjayCourseId === undefined)
    return { path: 'sale', message: 'can be open only with a flockjayCourseId' }
  const twice = prices.findIndex(({ account }, index) =>
    prices.slice(0, index).some((price) => price.account === account),
  )
  if (twice < 0) return undefined
  return { path: `prices.${twice}.account`, message: 'has a price above: an account sells a unit at one' }
}

/** Zod's issues in the words of the file; a key nobody reads is named at its own place. */
export function misfitsOf(error: z.ZodError, path: string): Misfit[] {
  return error.issues.flatMap((issue) => {
    const place = [...(path === '' ? [] : [path]), ...issue.path.map(String)].join('.')
    if (issue.code !== 'unrecognized_keys') return [{ path: place, message: messageOf(issue) }]
    return issue.keys.map((key) => ({
      path: place === '' ? key : `${place}.${key}`,
      message: 'is no key here',
    }))
  })
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.expected === 'object') return 'must be keys with values'
  return issue.message.startsWith('Invalid input') ? 'does not fit' : issue.message
}
