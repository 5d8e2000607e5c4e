import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kindSchema, levelSchema } from '@/lib/catalog/course-content'
import { readCatalogFile } from '@/lib/catalog/transfer/read-file'
import { writeCatalogFile } from '@/lib/catalog/transfer/write-file'
import { readSeedFile, seedCatalog } from './catalog'
import { seedCourseSchema, type SeedCourse } from './seed-course'
import { LIVE_VIRTUAL, SELF_STUDY } from '@/lib/catalog/tax-codes'

const named = seedCatalog.map((course) => [course.sku, course] as const)
const bySku = new Map<string, SeedCourse>(named)

const file = readFileSync(join(import.meta.dirname, 'catalog.yaml'), 'utf8')

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}

function words(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(words) : []
}

function total(course: SeedCourse, unit: 'min' | '%'): number {
  const pattern = new RegExp(`^(\\d+) ${unit}$`)
  return course.content.syllabus.reduce((sum, { measure }) => sum + Number(pattern.exec(measure)?.[1]), 0)
}

function expectedLength({ kind, content }: SeedCourse): string {
  if (kind === 'certification') return `${content.durationMinutes} min exam`
  if (kind === 'live-training') return `${content.syllabus.length} modules`
  return kind === 'lab' ? `${content.durationMinutes} min` : `${content.durationMinutes / 60} h`
}

describe('the seed catalog', () => {
  it('holds at least 14 units, of all four kinds and all levels', () => {
    expect(seedCatalog.length).toBeGreaterThanOrEqual(14)
    expect(new Set(seedCatalog.map(({ kind }) => kind))).toEqual(new Set(kindSchema.options))
    expect(new Set(seedCatalog.map(({ content }) => content.level))).toEqual(new Set(levelSchema.options))
  })

  it('never uses a code, an address, a Flockjay course or a sentence for two units', () => {
    expect(repeated(seedCatalog.map(({ sku }) => sku))).toEqual([])
    expect(repeated(seedCatalog.map(({ slug }) => slug))).toEqual([])
    expect(repeated(seedCatalog.map(({ flockjayCourseId }) => flockjayCourseId))).toEqual([])
    for (const field of ['title', 'tagline', 'description', 'certificate'] as const)
      expect(repeated(seedCatalog.map(({ content }) => content[field]))).toEqual([])
    const outcomes = seedCatalog.flatMap(({ content }) => content.outcomes)
    const answers = seedCatalog.flatMap(({ content }) => content.faq.map(({ answer }) => answer))
    expect(repeated([...outcomes, ...answers])).toEqual([])
  })

  it('is written as an export writes it, so that changes show as what they are', () => {
    const read = readCatalogFile(file)
    expect(read.outcome === 'read' && writeCatalogFile(read.file)).toBe(file)
  })

  it('says in its file that prices are made up', () => {
    expect(file).toContain(
      '# Long texts are tiny Markdown. A price with placeholder: true is made up until Redis',
    )
  })

  it('names the line of what is wrong with its file', () => {
    const line = file.slice(0, file.indexOf('title: Redis Streams')).split('\n').length
    const long = file.replace('title: Redis Streams', `title: ${'x'.repeat(61)}`)
    const message = `line ${line}: units.4.content.title: Title must be 60 characters or fewer; it has 61`
    expect(() => readSeedFile(long)).toThrow(`prisma/seed/catalog.yaml:\n${message}`)
  })

  it('lists the live training without selling it, and sells everything else', () => {
    for (const { kind, sale } of seedCatalog)
      expect(sale).toBe(kind === 'live-training' ? 'announced' : 'open')
  })

  it('refuses a unit whose words do not fit the page, or with a key nobody reads', () => {
    const course = seedCatalog[0]
    expect(seedCourseSchema.safeParse(course).success).toBe(true)
    const long = { ...course, content: { ...course?.content, title: 'x'.repeat(61) } }
    expect(seedCourseSchema.safeParse(long).success).toBe(false)
    expect(seedCourseSchema.safeParse({ ...course, colour: 'red' }).success).toBe(false)
  })
})

describe.each(named)('%s', (_, course) => {
  const { sku, kind, content } = course

  it('has a SKU that names its kind', () => {
    const part = { certification: 'CERT', course: 'COURSE', lab: 'LAB', 'live-training': 'LIVE' }[kind]
    expect(sku).toMatch(new RegExp(`^RU-${part}-`))
  })

  it('marks its price as a placeholder, in whole dollars', () => {
    expect(course.price.placeholder).toBe(true)
    expect(course.price.minor % 100n).toBe(0n)
  })

  it('carries the tax code of its kind', () => {
    expect(course.taxCode).toBe(kind === 'live-training' ? LIVE_VIRTUAL : SELF_STUDY)
  })

  it('points to existing prerequisites, never to itself, and names each in its text for the link', () => {
    expect(repeated(content.prerequisites.courses)).toEqual([])
    for (const needed of content.prerequisites.courses) {
      expect(needed).not.toBe(sku)
      expect(content.prerequisites.text).toContain(bySku.get(needed)?.content.title ?? `a unit ${needed}`)
    }
  })

  it('has parts that add up to the whole', () => {
    if (kind === 'certification') expect(total(course, '%')).toBe(100)
    else expect(total(course, 'min')).toBe(content.durationMinutes)
    expect(content.lengthLabel).toBe(expectedLength(course))
  })

  it('is a full page: outcomes, sections, questions', () => {
    expect(content.outcomes.length).toSatisfy((count: number) => count >= 3 && count <= 6)
    expect(content.syllabus.length).toSatisfy((count: number) => count >= 4 && count <= 7)
    expect(content.faq.length).toSatisfy((count: number) => count >= 3 && count <= 5)
    for (const { question } of content.faq) expect(question).toMatch(/\?$/)
    for (const { detail } of content.syllabus) expect(detail).toMatch(/\.$/)
  })

  it('promises in its price card what is true: one thing of its own, an invoice', () => {
    const [start, own, ...rest] = content.included
    expect(rest).toEqual(['Invoice for your company'])
    expect(start).toMatch(/in your Redis University account seconds after payment$/)
    const parts = {
      certification: 'One exam sitting',
      course: 'sections',
      lab: 'hands-on steps',
      'live-training': 'modules',
    }
    expect(own).toContain(
      kind === 'certification' ? parts[kind] : `${content.syllabus.length} ${parts[kind]}`,
    )
  })

  it('has a title that fits the headline', () => {
    expect(content.title.length).toBeLessThanOrEqual(60)
  })

  it('keeps to the tone: no exclamation marks, no straight quotes, no doubled spaces', () => {
    for (const text of words(content)) expect(text).not.toMatch(/!|"|'| {2}/)
  })
})

it('prerequisites never lead in a circle', () => {
  const circle = (sku: string, path: readonly string[]): boolean =>
    path.includes(sku) ||
    (bySku.get(sku)?.content.prerequisites.courses ?? []).some((next) => circle(next, [...path, sku]))
  expect(seedCatalog.filter(({ sku }) => circle(sku, [])).map(({ sku }) => sku)).toEqual([])
})
