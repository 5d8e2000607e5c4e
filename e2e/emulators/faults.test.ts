import { describe, expect, it } from 'vitest'
import { faultListSchema, faultMatches, Faults, type Fault } from './faults'

describe('matching', () => {
  it.each([
    ['PUT /enrollments/', 'PUT /enrollments/7', true],
    ['PUT /enrollments/', 'GET /enrollments/7', false],
    ['PUT *', 'PUT /enrollments/7', true],
    ['* /v1/*/expire', 'POST /v1/checkout/sessions/cs_1/expire', true],
    ['* /v1/*/expire', 'POST /v1/checkout/sessions/cs_1/expired', false],
    ['POST /v1.checkout*', 'POST /v1/checkout', false],
    ['webhook checkout.session.completed', 'webhook checkout.session.completed', true],
    ['*', 'anything', true],
  ])('%s against %s: %s', (match, subject, fits) => {
    expect(faultMatches(match, subject)).toBe(fits)
  })
})

describe('taking', () => {
  it('counts down, takes the first that fits, and lasts for ever without times', () => {
    const faults = new Faults()
    faults.replace([
      { match: 'PUT', times: 2, status: 500 },
      { match: '*', status: 503 },
    ])
    expect(faults.take('PUT /a')?.status).toBe(500)
    expect(faults.list()).toEqual([
      { match: 'PUT', times: 1, status: 500 },
      { match: '*', status: 503 },
    ])
    expect(faults.take('PUT /a')?.status).toBe(500)
    expect(faults.take('PUT /a')?.status).toBe(503)
    expect(faults.take('PUT /a')?.status).toBe(503)
    faults.replace([])
    expect(faults.take('PUT /a')).toBeUndefined()
  })
})

describe('chance', () => {
  const struck = (list: Fault[], requests: number) => {
    const faults = new Faults()
    faults.replace(list)
    return Array.from({ length: requests }, (_, index) => faults.take(`webhook ${index}`)?.effect ?? '-')
  }
  const lossy = (probability: number, seed?: number): Fault => ({
    match: 'webhook *',
    effect: 'lose',
    probability,
    ...(seed === undefined ? {} : { seed }),
  })

  it('strikes about as often as it says, always with 1, never with 0', () => {
    for (const seed of [1, 2, 3]) {
      const lost = struck([lossy(0.3, seed)], 10_000).filter((effect) => effect === 'lose').length
      // Four standard deviations of 10,000 throws.
      expect(Math.abs(lost - 3000)).toBeLessThan(4 * Math.sqrt(10_000 * 0.3 * 0.7))
    }
    expect(new Set(struck([lossy(1)], 100))).toEqual(new Set(['lose']))
    expect(new Set(struck([lossy(0)], 100))).toEqual(new Set(['-']))
  })

  it('is the same again for the same seed, and another for another', () => {
    expect(struck([lossy(0.3)], 200)).toEqual(struck([lossy(0.3, 1)], 200))
    expect(struck([lossy(0.3, 7)], 200)).toEqual(struck([lossy(0.3, 7)], 200))
    expect(struck([lossy(0.3, 7)], 200)).not.toEqual(struck([lossy(0.3, 8)], 200))
  })

  it('leaves what it spares to the next fault, and counts only what it struck', () => {
    const both = struck(
      [
        { ...lossy(0.5), times: 5 },
        { match: 'webhook', effect: 'duplicate' },
      ],
      100,
    )
    expect(both.filter((effect) => effect === 'lose')).toHaveLength(5)
    expect(both.filter((effect) => effect === 'duplicate')).toHaveLength(95)
  })
})

it('refuses a list with a misspelt field', () => {
  expect(faultListSchema.safeParse([{ match: '*', delay: 5 }]).success).toBe(false)
  expect(faultListSchema.safeParse([{ match: '*', probability: 30 }]).success).toBe(false)
})
