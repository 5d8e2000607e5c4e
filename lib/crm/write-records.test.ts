import { describe, expect, it } from 'vitest'
import type { Written } from '@/lib/salesforce/port'
import type { PurchaseRecord } from '@/lib/salesforce/records'
import { writeRecords } from './write-records'

/** Records stand for themselves here: only how many are asked for, and which, counts. */
const records = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ reference: String(n) }) as PurchaseRecord)
const written = (part: readonly PurchaseRecord[]): Written => ({
  outcome: 'answered',
  results: part.map(({ reference }) => ({ outcome: 'written', id: reference, created: true })),
})

async function write(count: number, answer: (part: readonly PurchaseRecord[], call: number) => Written) {
  const sizes: number[] = []
  const port = {
    writePurchases: (part: readonly PurchaseRecord[]) =>
      Promise.resolve(answer(part, sizes.push(part.length))),
  }
  return { wrote: await writeRecords(port, records(count)), sizes }
}

describe('records', () => {
  it('go in one call, and none in none', async () => {
    expect(await write(0, written)).toEqual({ wrote: { outcome: 'answered', results: [] }, sizes: [] })
    expect((await write(200, written)).sizes).toEqual([200])
  })
  it('are halved until what spoils the call stands alone', async () => {
    const { wrote, sizes } = await write(8, (part) =>
      part.some(({ reference }) => reference === '5')
        ? { outcome: 'needs-person', detail: 'spoilt' }
        : written(part),
    )
    expect(sizes).toEqual([8, 4, 4, 2, 1, 1, 2])
    expect(wrote).toMatchObject({ outcome: 'answered' })
    const results = wrote.outcome === 'answered' ? wrote.results : []
    expect(results.map(({ outcome }) => outcome)).toEqual(
      ['0', '1', '2', '3', '4', '5', '6', '7'].map((id) => (id === '5' ? 'needs-person' : 'written')),
    )
  })
  it('that were written stay so when the other half meets trouble', async () => {
    const { wrote } = await write(4, (part, call) => {
      if (call === 1) return { outcome: 'needs-person', detail: 'spoilt' }
      return call === 2 ? written(part) : { outcome: 'retry', detail: 'SERVER_UNAVAILABLE' }
    })
    const results = wrote.outcome === 'answered' ? wrote.results : []
    expect(results.map(({ outcome }) => outcome)).toEqual(['written', 'written', 'retry', 'retry'])
  })
  it('meet trouble as a whole where not one was written', async () => {
    const down = { outcome: 'retry', detail: 'SERVER_UNAVAILABLE' } as const
    expect((await write(4, () => down)).wrote).toEqual(down)
    const { wrote } = await write(4, (_part, call) =>
      call === 1 ? { outcome: 'needs-person', detail: 'spoilt' } : down,
    )
    expect(wrote).toEqual(down)
  })
})
