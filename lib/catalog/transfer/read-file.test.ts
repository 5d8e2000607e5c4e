import { describe, expect, it } from 'vitest'
import { DEFAULT_ACCOUNT, skuSchema } from '@/lib/ids'
import { currency } from '@/lib/money'
import { courseContentSchema } from '../course-content'
import type { CatalogFile } from './catalog-file'
import { problemLine, readCatalogFile } from './read-file'
import { writeCatalogFile } from './write-file'

const content = courseContentSchema.parse({
  title: 'Distributed Locks',
  tagline: 'Yes: "quotes", # signs and - dashes',
  description: 'A lab.',
  level: 'beginner',
  durationMinutes: 35,
  lengthLabel: '35',
  format: 'Hands-on',
  language: 'true',
  included: ['One', 'null'],
  about: 'A paragraph that goes on and on.\n\n## A heading\n\n- a list\n- with `code`',
  outcomes: ['Uno', 'Dos', 'Tres'],
  syllabus: [
    { title: 'First', detail: 'Of them.', measure: '1e3' },
    { title: 'Second', detail: '{not: a map}', measure: '0x1f' },
  ],
  prerequisites: { text: '*Nothing* &much', courses: [] },
  certificate: '!!js/function none',
  faq: [
    { question: 'Why?', answer: 'Because.' },
    { question: 'Who?', answer: 'You.\n\nAnd **you**.' },
  ],
})
const catalog: CatalogFile = {
  units: [
    {
      sku: skuSchema.parse('RU-LAB-LOCKS'),
      slug: 'distributed-locks',
      kind: 'lab',
      sale: 'open',
      retiredReason: undefined,
      repeatable: false,
      flockjayCourseId: '0123',
      prices: [
        {
          account: DEFAULT_ACCOUNT,
          money: { amount: 1910n, currency: currency('USD') },
          taxCode: 'txcd_20060058',
          placeholder: true,
        },
      ],
      content,
    },
  ],
  pages: { 'address-confirmation': { text: 'I will.' } },
  images: [],
}
const FILE = writeCatalogFile(catalog)

function problems(text: string): readonly string[] {
  const read = readCatalogFile(text)
  return read.outcome === 'read' ? [] : read.problems.map(problemLine)
}
const lineOf = (text: string, words: string) => text.slice(0, text.indexOf(words)).split('\n').length
/** The file with one piece changed, and the line it stands on. */
function changed(from: string, to: string): { text: string; line: number } {
  expect(FILE).toContain(from)
  const text = FILE.replace(from, to)
  return { text, line: lineOf(FILE, from) }
}

describe('a catalog file', () => {
  it('says the same when it is read and written again, however its texts look', () => {
    const read = readCatalogFile(FILE)
    expect(read).toMatchObject({ outcome: 'read', file: catalog })
    expect(read.outcome === 'read' && writeCatalogFile(read.file)).toBe(FILE)
  })
  it('has paragraphs on lines of their own, and amounts as text', () => {
    expect(FILE).toContain(
      '      about: |-\n        A paragraph that goes on and on.\n\n        ## A heading\n',
    )
    expect(FILE).toContain("amount: '19.10'\n")
  })
  it('keeps amounts exact that were written without quotes', () => {
    const { text } = changed("amount: '19.10'", 'amount: 19.10')
    expect(readCatalogFile(text)).toMatchObject({ outcome: 'read', file: catalog })
  })
  it('may have nothing in it but its format', () => {
    expect(readCatalogFile('format: redis-university-catalog/1')).toMatchObject({ outcome: 'read' })
  })
})

describe('what is wrong with a file is said with line, place and reason:', () => {
  it.each([
    [
      'title: Distributed Locks',
      `title: ${'x'.repeat(61)}`,
      'units.0.content.title: Title must be 60 characters or fewer; it has 61',
    ],
    ['level: beginner', 'level: hard', 'units.0.content.level: Level must be one of those offered'],
    [
      'durationMinutes: 35',
      'durationMinutes: long',
      'units.0.content.durationMinutes: Length in minutes must be a whole number of 1 or more, and not too large',
    ],
    ['format: Hands-on', 'format: [a, b]', 'units.0.content.format: must be text'],
    ['          answer: Because.\n', '', 'units.0.content.faq.0.answer: Enter the answer (row 1)'],
    [
      'sku: RU-LAB-LOCKS',
      'sku: ru-lab',
      'units.0.sku: must be RU and capital letters or digits, joined by dashes, such as RU-LAB-LOCKS',
    ],
    [
      'slug: distributed-locks',
      'slug: ../x',
      'units.0.slug: must be small letters and digits, joined by dashes, such as distributed-locks',
    ],
    ['kind: lab', 'kind: book', 'units.0.kind: must be one of certification, course, lab, live-training'],
    ['repeatable: false', 'repeatable: no', 'units.0.repeatable: must be one of true, false'],
    [
      "amount: '19.10'",
      'amount: 19.1',
      'units.0.prices.0.amount: must be more than 0, with as many places as the currency has, such as 19.00',
    ],
    [
      'currency: USD',
      'currency: Dollar',
      'units.0.prices.0.currency: must be three capital letters, such as USD',
    ],
    ['    placeholder: true', '    colour: red', 'units.0.prices.0.colour: is no key here'],
    ['    sale: open', '    sale: open\n    colour: red', 'units.0.colour: is no key here'],
    ["    flockjayCourseId: '0123'\n", '', 'units.0.sale: can be open only with a flockjayCourseId'],
    ['text: I will.', 'text: ', 'pages.address-confirmation.text: Enter the text'],
    [
      '  address-confirmation:',
      '  imprint:',
      'pages.imprint: is no page: there are catalog, refund-policy, address-confirmation',
    ],
    [
      'format: redis-university-catalog/1',
      'format: other/2',
      'format: must be redis-university-catalog/1: the form of the file',
    ],
  ])('%j to %j', (from, to, words) => {
    const { text } = changed(from, to)
    const read = readCatalogFile(text)
    if (read.outcome === 'read') throw new Error('it was read')
    expect(read.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([words])
  })
  it('a key that nobody reads, with those there are', () => {
    const [unknown, missing] = problems(changed('language: ', 'langauge: ').text).toReversed()
    expect(unknown).toMatch(/units\.0\.content\.langauge: is no key here: there are title, tagline, /)
    expect(missing).toMatch(/units\.0\.content\.language: Enter the language$/)
  })
  it('the line is that of the key, or of what lacks it', () => {
    const long = changed('title: Distributed Locks', `title: ${'x'.repeat(61)}`)
    expect(problems(long.text)[0]).toMatch(new RegExp(`^line ${long.line}: units`))
    const missing = changed('          answer: Because.\n', '')
    expect(problems(missing.text)[0]).toMatch(new RegExp(`^line ${missing.line - 1}: units`))
  })
  it('all of it at once, in the order of the lines', () => {
    const text = FILE.replace('kind: lab', 'kind: lab\n    colour: red')
      .replace('level: beginner', 'level: hard')
      .replace("amount: '19.10'", 'amount: free')
    expect(problems(text).map((line) => line.split(': ')[1])).toEqual([
      'units.0.colour',
      'units.0.prices.0.amount',
      'units.0.content.level',
    ])
  })
  it('units that have a SKU, an address or a Flockjay course in common', () => {
    const twice = writeCatalogFile({ ...catalog, units: [...catalog.units, ...catalog.units] })
    expect(problems(twice).map((line) => line.replace(/^line \d+: /, ''))).toEqual([
      'units.1.sku: is the SKU of units.0 already',
      'units.1.slug: is the address of units.0 already',
      'units.1.flockjayCourseId: is the Flockjay course of units.0 already',
    ])
  })
  it('an account with two prices', () => {
    const [unit] = catalog.units
    const prices = [...unit!.prices, ...unit!.prices]
    const [found] = problems(writeCatalogFile({ ...catalog, units: [{ ...unit!, prices }] }))
    expect(found).toMatch(/units\.0\.prices\.1\.account: has a price above/)
  })
  it('an image whose text was changed', () => {
    const image = `images:\n  - id: ${'0'.repeat(64)}\n    webp: AAAA\n`
    expect(problems(FILE + image)).toEqual([
      `line ${FILE.split('\n').length + 1}: images.0.id: is not the SHA-256 of this image: its text was changed`,
    ])
  })
})

describe('refused is', () => {
  it.each([
    ['what is no YAML', 'format: [', /^line 1: /],
    ['a key twice', 'format: redis-university-catalog/1\nunits: []\nunits: []\n', /^line 3: .*unique/],
    ['a list', '- a\n- b\n', /^line 1: must be keys with values$/],
    ['nothing', '', /^line 1: format: must be/],
    ['a tag', 'format: !!binary aGk=\n', /^line 1: Tags and anchors/],
    ['a tag of code', 'format: !!js/function "return 1"\n', /^line 1: Tags and anchors/],
    ['a bomb of references', bomb(), /^line 1: Tags and anchors/],
    ['ten thousand levels', '['.repeat(10_000), /^line 1: /],
    ['a key that is no key of ours', '__proto__:\n  x: 1\n', /__proto__: is no key here$/],
  ])('%s', (_, text, words) => {
    expect(problems(text).some((line) => words.test(line))).toBe(true)
  })
  it('a file of more than 20 MB', () => {
    expect(problems('#'.repeat(20_000_001))).toEqual(['line 1: The file is larger than 20 MB'])
  })
})

function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let n = 1; n < 12; n += 1)
    lines.push(
      `a${n}: &a${n} [${Array(10)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
    )
  return lines.join('\n')
}
