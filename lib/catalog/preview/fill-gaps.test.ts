import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { courseContentSchema, kindSchema } from '@/lib/catalog/course-content'
import { courseFields } from '@/lib/catalog/documents/course-fields'
import { draftOf, emptyDraft } from '@/lib/catalog/documents/draft-shape'
import type { Field } from '@/lib/catalog/documents/fields'
import { PAGE_FIELD_GROUPS } from '@/lib/catalog/documents/page-fields'
import { pageNameSchema } from '@/lib/catalog/documents/subject'
import { fillGaps } from './fill-gaps'
import { shownCourse } from './shown-course'
import { shownPage } from './shown-page'

const TYPED = fc.oneof(
  fc.constantFrom('', ' ', '0', '60', 'beginner', 'Europe/London', '2027-03-28T01:30', '2027-02-30T10:00'),
  fc.constantFrom(
    '/university',
    'https://redis.io',
    'javascript:alert(1)',
    'RU-LAB-LOCKS',
    'no sku',
    'a'.repeat(64),
  ),
  fc.string({ maxLength: 40 }),
  fc.constant('long '.repeat(400)),
)

/** Any draft of these fields: rows come and go, every text may be anything. */
function anyDraft(fields: readonly Field[]): fc.Arbitrary<object> {
  return fc.record(Object.fromEntries(fields.map((field) => [field.name, anyValue(field)])), {
    requiredKeys: [],
  })
}
function anyValue(field: Field): fc.Arbitrary<unknown> {
  if (field.type === 'group') return anyDraft(field.fields)
  if (field.type === 'list') return fc.array(anyDraft(field.fields), { maxLength: 4 })
  if (field.type === 'lines' || field.type === 'units') return fc.array(TYPED, { maxLength: 4 })
  if (field.type !== 'image') return TYPED
  return fc.record({ id: TYPED, alt: TYPED, width: TYPED, height: TYPED }, { requiredKeys: [] })
}

describe('a preview of a draft', () => {
  it.each(kindSchema.options)('shows whatever a draft of a %s says', (kind) => {
    fc.assert(
      fc.property(anyDraft(courseFields(kind)), (draft) => {
        const { content } = shownCourse(kind, draft)
        for (const words of [content.title, content.tagline, ...content.outcomes, content.certificate])
          expect(words).not.toBe('')
        expect(content.outcomes.length).toBeGreaterThanOrEqual(3)
        expect(content.faq.length).toBeGreaterThanOrEqual(2)
      }),
      { numRuns: 150 },
    )
  })
  it.each(pageNameSchema.options)('shows whatever a draft of the page %s says', (page) => {
    const fields = PAGE_FIELD_GROUPS[page].flatMap((group) => group.fields)
    fc.assert(
      fc.property(anyDraft(fields), (draft) => {
        expect(shownPage(page, draft).shown.page).toBe(page)
      }),
      { numRuns: 150 },
    )
  })
  it('says of an empty one what is missing, on the page and in the list', () => {
    const { content, notes } = shownCourse('lab', emptyDraft(courseFields('lab')))
    expect(content).toMatchObject({
      title: '[Title is missing]',
      outcomes: ['[Outcome 1 is missing]', '[Outcome 2 is missing]', '[Outcome 3 is missing]'],
      faq: [{ question: '[Question 1 is missing]', answer: '[Answer 1 is missing]' }, {}],
      sessions: [],
    })
    expect(content).not.toHaveProperty('about')
    expect(content).not.toHaveProperty('image')
    expect(notes).toEqual(
      expect.arrayContaining([
        'Title is missing.',
        'Level is not chosen; “Beginner” stands in for it.',
        'Length in minutes is not filled in as it must be.',
        'Answer 2 is missing.',
      ]),
    )
  })
  it('shows a complete one as it is, and says nothing', () => {
    const content = courseContentSchema.parse({
      title: 'Redis Streams',
      tagline: 'Build event pipelines that survive a restart.',
      description: 'Append, read and acknowledge.',
      level: 'advanced',
      durationMinutes: 60,
      lengthLabel: '1 h',
      format: 'Self-paced',
      language: 'English',
      included: ['Six labs', 'A certificate'],
      image: { id: 'b'.repeat(64), alt: 'A stream', width: 1200, height: 800 },
      about: 'Some **words**.',
      outcomes: ['Append', 'Read', 'Acknowledge'],
      syllabus: [
        { title: 'One', detail: 'First', measure: '20 min' },
        { title: 'Two', detail: 'Second', measure: '40 min' },
      ],
      prerequisites: { text: 'None', courses: ['RU-LAB-LOCKS'] },
      certificate: 'Yes',
      faq: [
        { question: 'When?', answer: 'Any time' },
        { question: 'Where?', answer: 'Online' },
      ],
    })
    expect(shownCourse('course', content)).toEqual({ content, notes: [] })
  })
})

describe('what no words can stand in for', () => {
  const session = {
    id: 'a6b1b0a0-0000-4000-8000-000000000001',
    startsAt: '2027-03-09T17:00',
    zone: 'Europe/London',
    minutes: '90',
    seats: '24',
    salesEndAt: '2027-03-08T17:00',
  }
  const sessions = (...rows: object[]) => shownCourse('live-training', { sessions: rows })
  it('is a session that is whole: it is shown', () => {
    expect(sessions(session).content.sessions).toEqual([{ ...session, minutes: 90, seats: 24 }])
  })
  it.each([
    { startsAt: '' },
    { zone: 'Mars/Base' },
    { seats: 'many' },
    { id: '' },
    { startsAt: '2027-03-28T01:30', salesEndAt: '2027-03-27T10:00' },
    { salesEndAt: '2027-04-01T10:00' },
  ])('is a session with %o: it is left out, and that is said', (change) => {
    const { content, notes } = sessions(session, { ...session, ...change })
    expect(content.sessions).toHaveLength(1)
    expect(notes.filter((note) => note.includes('left out'))).toHaveLength(1)
  })
  it('is an image without its file; one without a description says so', () => {
    const image = { id: 'a'.repeat(64), alt: '', width: '1200', height: '800' }
    const { content, notes } = shownCourse('lab', { image })
    expect(content.image).toEqual({
      ...image,
      alt: '[Description of the image is missing]',
      width: 1200,
      height: 800,
    })
    expect(notes).toContain('Description of the image is missing.')
    expect(shownCourse('lab', { image: { ...image, id: '../../etc' } }).content).not.toHaveProperty('image')
  })
  it('is a link that leads nowhere: the announcement is shown without it', () => {
    const { shown, notes } = shownPage('catalog', {
      announcement: {
        text: 'New labs',
        link: { label: 'See', address: 'javascript:alert(1)' },
        until: { at: 'soon' },
      },
    })
    expect(shown.content).toMatchObject({ announcement: { text: 'New labs' } })
    expect(JSON.stringify(shown.content)).not.toMatch(/javascript|soon/)
    expect(notes).toEqual(
      expect.arrayContaining(['Link is left out of this preview.', 'Until is left out of this preview.']),
    )
  })
  it('is text that is too long: it is shown whole, and that is said', () => {
    const { content, notes } = fillGaps([{ type: 'line', name: 'title', label: 'Title', max: 5 }], {
      title: 'Sixsix',
    })
    expect(content).toEqual({ title: 'Sixsix' })
    expect(notes).toEqual(['Title is too long: 6 characters, at most 5.'])
  })
  it('is a unit that is no SKU', () => {
    const draft = { prerequisites: { text: 'x', courses: ['RU-LAB-LOCKS', 'nonsense'] } }
    expect(shownCourse('lab', draftOf(courseFields('lab'), draft)).content.prerequisites.courses).toEqual([
      'RU-LAB-LOCKS',
    ])
  })
})
