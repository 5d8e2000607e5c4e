import { describe, expect, it } from 'vitest'
import { HISTORIES } from './histories'
import { permutations } from './permutations'

describe('every order', () => {
  it.each([
    [0, 1],
    [1, 1],
    [3, 6],
    [6, 720],
  ])('of %i events is one of %i, none twice', (count, orders) => {
    const all = permutations(count)
    expect(all).toHaveLength(orders)
    expect(new Set(all.map(String)).size).toBe(orders)
    for (const order of all) expect(order.toSorted()).toEqual(Array.from({ length: count }, (_, n) => n))
  })
})

describe('the histories', () => {
  const counts = HISTORIES.map(({ steps }) => steps.flatMap(({ events }) => events).length)
  it('have up to six events', () => {
    expect(Math.max(...counts)).toBe(6)
  })
  it('make more than 20,000 deliveries in all their orders', () => {
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
    const deliveries = counts.reduce((sum, count) => sum + factorial(count) * (count + 2), 0)
    expect(deliveries).toBeGreaterThan(20_000)
  })
})
