import { describe, expect, it } from 'vitest'
import { courseFields } from '@/lib/catalog/documents/course-fields'
import { draftOf } from '@/lib/catalog/documents/draft-shape'
import type { Draft } from '@/lib/catalog/documents/fields'
import { PAGE_FIELD_GROUPS } from '@/lib/catalog/documents/page-fields'
import { imageHints } from './image-hints'
import { courseSearchHints } from './lengths'
import { proseHints } from './prose'
import { toneHints } from './tone'
import { written } from './written'

const lab = (content: object): Draft => draftOf(courseFields('lab'), content)
const texts = (content: object) => written(courseFields('lab'), lab(content))
const messages = (hints: readonly { message: string }[]) => hints.map(({ message }) => message)

describe('the texts of a draft', () => {
  it('are found wherever they stand, and named as the form does', () => {
    const found = texts({
      title: ' Locks ',
      outcomes: ['', 'Two'],
      faq: [{ question: '', answer: 'A' }],
      prerequisites: { text: 'None', courses: ['RU-LAB-X'] },
      image: { alt: 'not a text of the page' },
    })
    expect(found).toEqual([
      { path: 'title', name: 'Title', type: 'line', text: 'Locks' },
      { path: 'outcomes.1', name: 'Outcomes, row 2', type: 'line', text: 'Two' },
      {
        path: 'prerequisites.text',
        name: 'Prerequisites: what one should know before',
        type: 'rich',
        text: 'None',
      },
      { path: 'faq.0.answer', name: 'Questions, row 1: answer', type: 'rich', text: 'A' },
    ])
  })
  it('are found in pages of the site', () => {
    const fields = PAGE_FIELD_GROUPS.catalog.flatMap((group) => group.fields)
    const draft = draftOf(fields, { announcement: { text: 'New', link: { label: 'See', address: '/x' } } })
    expect(written(fields, draft).map(({ path, type }) => [path, type])).toEqual([
      ['announcement.text', 'line'],
      ['announcement.link.label', 'line'],
      ['announcement.link.address', 'address'],
    ])
  })
})

describe('tone', () => {
  it('is calm', () => {
    expect(toneHints(texts({ tagline: 'Learn Redis now!' }))).toEqual([
      {
        level: 'should',
        path: 'tagline',
        message: 'Outcome in one line has an exclamation mark; we say it calmly',
      },
    ])
  })
  it('is not asked of code', () => {
    expect(toneHints(texts({ certificate: 'Compare with `a != b`.\n\n```\n!important\n```' }))).toEqual([])
    expect(toneHints(texts({ certificate: 'Compare with `a != b`!' }))).toHaveLength(1)
  })
  it.each(['DISTRIBUTED LOCKS', 'ALL ABOUT TTL 2'])('is no shouting: %s', (title) => {
    expect(messages(toneHints(texts({ title })))).toEqual(['Title is in capitals; write it in sentence case'])
  })
  it.each(['RESP 3', 'ACL', 'Redis ACL', '日本語のタイトルです'])('allows %s', (title) => {
    expect(toneHints(texts({ title }))).toEqual([])
  })
  it('asks capitals of headings only', () => {
    expect(toneHints(texts({ tagline: 'REDIS CERTIFIED' }))).toEqual([])
    expect(toneHints(texts({ faq: [{ question: 'WHY ALL THIS' }] }))).toHaveLength(1)
  })
})

describe('what search results show', () => {
  const good = {
    title: 'Distributed Session Management',
    tagline: 'Keep sessions where every server finds them.',
    description:
      'Move web sessions into Redis, let them expire by themselves, and see what happens in a failover.',
  }
  it('is fine with texts of a good length', () => {
    expect(courseSearchHints(lab(good))).toEqual([])
    expect(courseSearchHints(lab({}))).toEqual([])
  })
  it.each([
    [{ title: 'A'.repeat(42) }, 'title'],
    [{ title: 'Locks' }, 'title'],
    [{ description: 'Too short.' }, 'description'],
    [{ description: 'W'.repeat(100) }, 'description'],
    [{ description: `${'W'.repeat(100)}.`, tagline: `${'W'.repeat(100)}.` }, 'description'],
    [{ tagline: 'Learn Redis.' }, 'tagline'],
  ])('is better without %o', (change, path) => {
    expect(courseSearchHints(lab({ ...good, ...change })).map((hint) => hint.path)).toEqual([path])
  })
  it('takes a title of 41 characters: with the site’s name it fits', () => {
    expect(courseSearchHints(lab({ ...good, title: 'A'.repeat(41) }))).toEqual([])
  })
})

describe('an image', () => {
  const image = { id: 'a'.repeat(64), alt: 'A ring of six servers', width: 1200, height: 800 }
  const hints = (change: object) => imageHints(lab({ image: { ...image, ...change } }))
  it('is fine, and so is none', () => {
    expect(hints({})).toEqual([])
    expect(imageHints(lab({}))).toEqual([])
  })
  it.each([
    [{ alt: ' ' }, 'must', 'image.alt'],
    [{ alt: 'ring-final2.PNG' }, 'must', 'image.alt'],
    [{ alt: 'Image of a ring' }, 'should', 'image.alt'],
    [{ width: 735 }, 'should', 'image'],
  ])('with %o is not', (change, level, path) => {
    expect(hints(change)).toMatchObject([{ level, path }])
  })
})

describe('prose', () => {
  const hints = (about: string) => messages(proseHints(texts({ about })))
  it('is fine with headings in order, links that speak and short paragraphs', () => {
    expect(
      hints('## One\n\nText with [the Redis docs](https://redis.io/docs).\n\n### Two\n\n- more'),
    ).toEqual([])
  })
  it('begins with a heading, not a subheading', () => {
    expect(hints('Text\n\n### Deep\n\n## High\n\n### Fine')).toEqual([
      'About: “Deep” is a subheading without a heading above it',
    ])
    expect(hints('### One\n\n### Two')).toHaveLength(2)
  })
  it.each(['here', 'Click here', 'this page', 'Read more', 'learn more…'])('has no link “%s”', (words) => {
    expect(hints(`Look [${words}](https://redis.io).`)).toEqual([
      `About: the link “${words}” does not say where it leads`,
    ])
  })
  it('has no link that is an address', () => {
    expect(hints('[https://redis.io/docs](https://redis.io/docs)')).toHaveLength(1)
    expect(hints('[/university](/university)')).toHaveLength(1)
  })
  it('reads a link that changes its look within as one', () => {
    expect(hints('[Redis **here**](https://redis.io)')).toEqual([])
    expect(hints('[click **here**](https://redis.io)')).toHaveLength(1)
  })
  it('finds them in lists', () => {
    expect(hints('- one\n- [here](/university)')).toHaveLength(1)
  })
  it('has short paragraphs', () => {
    expect(hints('word '.repeat(120).trim())).toEqual([])
    expect(hints('word '.repeat(121).trim())).toEqual([
      'About: a paragraph has 604 characters; two shorter ones are easier on a phone',
    ])
  })
})
