import { stringify } from 'yaml'
import { toDecimal } from '@/lib/money'
import { FORMAT } from './catalog-file'
import type { CatalogFile, FileImage, FilePrice, FileUnit } from './catalog-file'

/** Base64 in lines of this many characters. */
const WIDTH = 100

const HEAD = `# The catalog of Redis University: what is public of it, in the order of the catalog page.
# Long texts are tiny Markdown. A price with placeholder: true is made up until Redis sets it.
# Read it in with: npm run catalog:import -- this-file.yaml --dry-run
`

/** Writes a catalog as YAML. The same catalog gives the same bytes, and a changed word changes the lines it stands on. */
export function writeCatalogFile({ units, pages, images }: CatalogFile): string {
  const { catalog, 'refund-policy': refundPolicy, 'address-confirmation': confirmation } = pages
  const written = {
    format: FORMAT,
    units: units.map(unitEntry),
    pages: { catalog, 'refund-policy': refundPolicy, 'address-confirmation': confirmation },
    images: images.map(imageEntry),
  }
  return HEAD + yaml(withoutEmpty(written))
}

function yaml(value: unknown): string {
  return stringify(value, {
    version: '1.2',
    schema: 'core',
    // One line for each paragraph; wrapped ones would move with every word.
    lineWidth: 0,
    minContentWidth: 0,
    blockQuote: 'literal',
    singleQuote: true,
    aliasDuplicateObjects: false,
  })
}

function unitEntry(unit: FileUnit) {
  const { sku, slug, kind, sale, retiredReason, repeatable, flockjayCourseId, prices, content } = unit
  return {
    ...{ sku, slug, kind, sale, retiredReason, repeatable, flockjayCourseId },
    prices: prices.map(priceEntry),
    content,
  }
}

function priceEntry({ account, money, taxCode, placeholder }: FilePrice) {
  return { account, currency: money.currency, amount: toDecimal(money), taxCode, placeholder }
}

function imageEntry({ id, large }: FileImage) {
  const base64 = Buffer.from(large).toString('base64')
  return { id, webp: `${base64.match(new RegExp(`.{1,${WIDTH}}`, 'g'))?.join('\n') ?? ''}\n` }
}

/** Without keys that have nothing: they are read the same when they are not there. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, withoutEmpty(inner)])
  return Object.fromEntries(entries.filter(([, inner]) => !isEmpty(inner)))
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  )
}
