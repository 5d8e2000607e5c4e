import { describe, expect, it } from 'vitest'
import { courseIdSchema, revisionIdSchema, skuSchema } from '@/lib/ids'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { seedCatalog } from '@/prisma/seed/catalog'
import { arrange, inOrder } from './arrange'

const all = seedCatalog.map((unit): PublishedCourse => ({
  ...unit,
  id: courseIdSchema.parse('00000000-0000-4000-8000-000000000000'),
  revisionId: revisionIdSchema.parse('00000000-0000-4000-8000-000000000000'),
  price: undefined,
}))
const [first, second, third, ...others] = all.map(({ sku }) => sku) as [
  PublishedCourse['sku'],
  PublishedCourse['sku'],
  PublishedCourse['sku'],
  ...PublishedCourse['sku'][],
]
const gone = skuSchema.parse('RU-GONE')
const none = { kind: undefined, level: undefined }
const skus = (units: readonly PublishedCourse[]) => units.map(({ sku }) => sku)

describe('the units of the catalog page', () => {
  it('stand in their own order where nothing arranges them', () => {
    expect(arrange(all, none, { featured: [], sections: [] })).toEqual({
      featured: [],
      sections: [],
      rest: all,
    })
  })

  it('are featured, in sections, then the rest; each at least once, in the order shown', () => {
    const arranged = arrange(all, none, {
      featured: [third],
      sections: [{ title: 'Start here', text: 'Easy ones', units: [second, third] }],
    })
    expect(skus(arranged.featured)).toEqual([third])
    expect(arranged.sections.map(({ title, text, units }) => [title, text, skus(units)])).toEqual([
      ['Start here', 'Easy ones', [second, third]],
    ])
    expect(skus(arranged.rest)).toEqual([first, ...others])
    expect(skus(inOrder(arranged))).toEqual([third, second, first, ...others])
  })

  it('are left out where they are not listed any more, with a section that has nothing else', () => {
    const arranged = arrange(all, none, {
      featured: [gone, second, second],
      sections: [
        { title: 'Empty', units: [gone] },
        { title: 'One', units: [gone, first] },
      ],
    })
    expect(skus(arranged.featured)).toEqual([second])
    expect(arranged.sections.map(({ title, units }) => [title, skus(units)])).toEqual([['One', [first]]])
  })

  it('are one plain list to whoever filters', () => {
    const arranged = arrange(
      all,
      { kind: 'lab', level: undefined },
      { featured: [first], sections: [{ title: 'Start here', units: [second] }] },
    )
    expect(arranged.featured).toEqual([])
    expect(arranged.sections).toEqual([])
    expect(new Set(arranged.rest.map(({ kind }) => kind))).toEqual(new Set(['lab']))
    expect(arranged.rest.length).toBeGreaterThan(2)
  })
})
