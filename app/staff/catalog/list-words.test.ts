import { describe, expect, it } from 'vitest'
import type { UnitLine } from '@/lib/catalog/selling/unit-line'
import { courseIdSchema, skuSchema } from '@/lib/ids'
import { summarise } from './list-words'

const unit = (states: UnitLine['states'], sale: UnitLine['sale'] = 'announced'): UnitLine => ({
  courseId: courseIdSchema.parse('0198f0a0-0000-7000-8000-000000000001'),
  sku: skuSchema.parse('RU-LAB-LOCKS'),
  slug: 'locks',
  kind: 'lab',
  title: 'Locks',
  sale,
  states,
  price: undefined,
  placeholder: false,
  first: true,
  last: true,
})
const ALL = { search: undefined, state: undefined }

describe('the catalog in a sentence', () => {
  it('says what is public, what is sold, and what waits', () => {
    const units = [unit(['published', 'draft'], 'open'), unit(['published']), unit(['draft'])]
    expect(summarise({ units, total: 3 }, 1, ALL)).toBe(
      '2 units are public, 1 of them on sale. 2 units have words that are not public. 1 page goes public at a set time.',
    )
    expect(summarise({ units: [unit(['published'], 'open')], total: 1 }, 0, ALL)).toBe(
      '1 unit is public, 1 of them on sale. Nothing waits to be published.',
    )
  })

  it('says what a search found', () => {
    const query = { ...ALL, search: 'json' }
    expect(summarise({ units: [unit([])], total: 9 }, 0, query)).toBe('1 unit matches “json”, of 9.')
    expect(summarise({ units: [], total: 9 }, 0, query)).toBe('No unit matches “json”; there are 9.')
  })

  it('says when there is nothing at all', () => {
    expect(summarise({ units: [], total: 0 }, 0, ALL)).toBe('The catalog is empty.')
  })
})
