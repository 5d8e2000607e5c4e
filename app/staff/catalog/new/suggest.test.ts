import { describe, expect, it } from 'vitest'
import { skuSchema } from '@/lib/ids'
import { suggestSku, suggestSlug } from './suggest'

describe('what a new unit could be called', () => {
  it.each([
    ['certification', 'Redis Certified Developer', 'RU-CERT-DEVELOPER', 'redis-certified-developer'],
    ['lab', 'Distributed locks', 'RU-LAB-DISTRIBUTED-LOCKS', 'distributed-locks'],
    [
      'course',
      'Redis for C#: caché & queues',
      'RU-COURSE-C-SHARP-CACHE-QUEUES',
      'redis-for-c-sharp-cache-queues',
    ],
    ['live-training', 'What’s new', 'RU-LIVE-WHATS-NEW', 'whats-new'],
  ])('%s “%s” is %s at %s', (kind, title, sku, slug) => {
    expect(suggestSku(kind, title)).toBe(sku)
    expect(suggestSlug(title)).toBe(slug)
  })

  it('is nothing while it is not known what it is, or not called anything of its own', () => {
    expect(suggestSku('', 'Streams')).toBe('')
    expect(suggestSku('course', 'Redis')).toBe('')
    expect(suggestSlug('日本語')).toBe('')
  })

  it('ends with a whole word, and is a SKU', () => {
    const title = 'Observability, replication, persistence and sharding in depth'
    expect(suggestSku('course', title)).toBe('RU-COURSE-OBSERVABILITY-REPLICATION')
    expect(skuSchema.safeParse(suggestSku('course', title)).success).toBe(true)
    expect(suggestSlug('word '.repeat(40)).length).toBeLessThanOrEqual(80)
  })
})
