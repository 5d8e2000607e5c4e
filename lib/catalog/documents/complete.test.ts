import { describe, expect, it } from 'vitest'
import { seedCatalog } from '@/prisma/seed/catalog'
import { courseContentSchema } from '../course-content'
import { catalogPageSchema } from '../page-content'
import { complete } from './complete'
import { courseFields } from './course-fields'
import { draftOf, draftSchema, emptyDraft, isBlank } from './draft-shape'
import type { Draft } from './fields'
import { PAGE_FIELD_GROUPS } from './page-fields'

const lab = courseFields('lab')
const live = courseFields('live-training')
const catalog = PAGE_FIELD_GROUPS.catalog.flatMap(({ fields }) => fields)
const content = seedCatalog.find(({ kind }) => kind === 'lab')?.content
const whole = draftOf(lab, content)
const problemsOf = (draft: Draft, fields = lab) => {
  const result = complete(fields, courseContentSchema, draft)
  return result.outcome === 'complete' ? [] : result.problems
}

describe('a draft', () => {
  it.each(seedCatalog.map((unit) => [unit.sku, unit] as const))(
    'of %s is what the revision says, and nothing is lost on the way',
    (_, unit) => {
      const fields = courseFields(unit.kind)
      expect(complete(fields, courseContentSchema, draftOf(fields, unit.content))).toEqual({
        outcome: 'complete',
        content: courseContentSchema.parse(unit.content),
      })
    },
  )
  it('begins empty, and forgets what no field knows', () => {
    expect(isBlank(emptyDraft(live))).toBe(true)
    expect(draftSchema(lab).parse({ title: 'A lab', colour: 'red' })).toEqual({
      ...emptyDraft(lab),
      title: 'A lab',
    })
  })
  it('is refused where it is a flood, or of another shape', () => {
    const refused = [
      { title: 'x'.repeat(20_001) },
      { faq: Array.from({ length: 101 }, () => ({})) },
      { title: ['x'] },
      { prerequisites: 'x' },
      'x',
      null,
    ]
    for (const draft of refused) expect(draftSchema(lab).safeParse(draft).success).toBe(false)
  })
})

describe('what keeps a draft from being published', () => {
  it('is said for each field in the order of the page, in words that tell what to do', () => {
    const problems = problemsOf(emptyDraft(lab))
    expect(problems.map(({ path }) => path)).toEqual([
      'title',
      'tagline',
      'level',
      'durationMinutes',
      'lengthLabel',
      'format',
      'language',
      'included',
      'outcomes',
      'syllabus',
      'prerequisites.text',
      'certificate',
      'faq',
      'description',
    ])
    const said = new Map(problems.map(({ path, message }) => [path, message]))
    expect(said.get('title')).toBe('Enter the title')
    expect(said.get('level')).toBe('Choose the level')
    expect(said.get('prerequisites.text')).toBe('Enter what one should know before')
    expect(said.get('outcomes')).toBe('Add at least 3 outcomes')
  })
  it('counts what is too long, and names the row', () => {
    const faq = [
      { question: 'Why?', answer: 'Because.' },
      { question: '', answer: 'x'.repeat(1201) },
    ]
    expect(problemsOf({ ...whole, title: 'x'.repeat(61), faq })).toEqual([
      { path: 'title', message: 'Title must be 60 characters or fewer; it has 61' },
      { path: 'faq.1.question', message: 'Enter the question (row 2)' },
      { path: 'faq.1.answer', message: 'Answer (row 2) must be 1200 characters or fewer; it has 1201' },
    ])
  })
  it('is a number that is none, a SKU that is none, an image without words', () => {
    const draft = {
      ...whole,
      durationMinutes: '1e3',
      prerequisites: { text: 'Nothing', courses: ['x'] },
      image: { id: 'a'.repeat(64), alt: ' ', width: '10', height: '10' },
    }
    expect(problemsOf(draft)).toEqual([
      {
        path: 'durationMinutes',
        message: 'Length in minutes must be a whole number of 1 or more, and not too large',
      },
      { path: 'image.alt', message: 'Describe the image for people who cannot see it' },
      {
        path: 'prerequisites.courses.0',
        message: 'Units that teach it (row 1) must be a SKU such as RU-LAB-LOCKS',
      },
    ])
  })
  it('is a session whose times do not fit', () => {
    const session = {
      id: '0199f000-0000-7000-8000-000000000001',
      startsAt: '2027-03-28T01:30',
      zone: 'Europe/London',
      minutes: '60',
      seats: '24',
      salesEndAt: '2027-03-27T12:00',
    }
    const fields = {
      ...draftOf(live, content),
      sessions: [session, { ...session, startsAt: '2027-03-09T17:00' }],
    }
    expect(problemsOf(fields, live)).toEqual([
      { path: 'sessions.0.startsAt', message: 'The clocks there never show this time, or show it twice' },
      { path: 'sessions.1.salesEndAt', message: 'Sales must end before the session starts' },
    ])
  })
  it('leaves out a group that may be empty, and wants it whole once it is begun', () => {
    const draft = draftOf(catalog, { hero: { title: 'Learn Redis', text: 'Now.' } })
    expect(complete(catalog, catalogPageSchema, draft)).toEqual({
      outcome: 'complete',
      content: { hero: { title: 'Learn Redis', text: 'Now.' }, featured: [], sections: [], faq: [] },
    })
    const begun = {
      text: '',
      link: { label: 'Read more', address: 'javascript:alert(1)' },
      until: { at: '', zone: '' },
    }
    expect(complete(catalog, catalogPageSchema, { ...draft, announcement: begun })).toEqual({
      outcome: 'incomplete',
      problems: [
        { path: 'announcement.text', message: 'Enter the text' },
        {
          path: 'announcement.link.address',
          message: 'Where it leads must begin with https:// or, on this site, with /',
        },
      ],
    })
  })
})
