import { describe, expect, it } from 'vitest'
import { readFlags, readPorts } from './demo-options'

describe('words behind npm run demo --', () => {
  it('are read', () => {
    expect(readFlags(['--reset'])).toEqual({ dev: false, reset: true, allowMixed: false })
  })
  it('are refused when mistyped, by their name', () => {
    expect(() => readFlags(['--rest'])).toThrow(/--rest\b.*knows --reset/)
  })
})

describe('ports of the demo', () => {
  it('are the documented ones when nothing is set, or set to nothing', () => {
    const usual = { app: 3000, stripe: 4010, flockjay: 4020, postgres: 54320 }
    expect(readPorts({})).toEqual(usual)
    expect(readPorts({ PORT: '' })).toEqual(usual)
  })
  it('move one by one', () => {
    expect(readPorts({ POSTGRES_PORT: '5555' })).toMatchObject({ app: 3000, postgres: 5555 })
  })
  it.each(['0', '65536', 'http', '30.5', '-1'])('refuse %s, naming the variable', (value) => {
    expect(() => readPorts({ FLOCKJAY_EMULATOR_PORT: value })).toThrow(/^FLOCKJAY_EMULATOR_PORT must be/)
  })
  it('refuse one port for two', () => {
    expect(() => readPorts({ PORT: '4010' })).toThrow(/same port/)
  })
})
