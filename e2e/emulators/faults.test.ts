import { describe, expect, it } from 'vitest'
import { faultListSchema, faultMatches, Faults } from './faults'

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

it('refuses a list with a misspelt field', () => {
  expect(faultListSchema.safeParse([{ match: '*', delay: 5 }]).success).toBe(false)
})
