import { describe, expect, it } from 'vitest'
import { readFlags, readPorts } from './demo-options'

describe('the demo’s options', () => {
  it('are read, and refused when mistyped', () => {
    expect(readFlags(['--reset'], {})).toEqual({ dev: false, reset: true, allowMixed: false })
    for (const word of ['--rest', 'reset'])
      expect(() => readFlags([word], {})).toThrow(
        `The demo does not know ${word}. It knows --reset and --allow-mixed.`,
      )
  })
  it('that npm took for itself are told', () => {
    expect(() => readFlags([], { npm_config_reset: 'true' })).toThrow(
      'npm took --reset for itself. Write: npm run demo -- --reset',
    )
  })
  it('move every port', () => {
    const env = {
      PORT: '1',
      STRIPE_EMULATOR_PORT: '2',
      FLOCKJAY_EMULATOR_PORT: '3',
      SALESFORCE_EMULATOR_PORT: '6',
      CLOUD_SSO_EMULATOR_PORT: '4',
      POSTGRES_PORT: '5',
    }
    expect(readPorts(env)).toEqual({ app: 1, stripe: 2, flockjay: 3, salesforce: 6, sso: 4, postgres: 5 })
    expect(readPorts({})).toEqual({
      app: 3000,
      stripe: 4010,
      flockjay: 4020,
      salesforce: 4030,
      sso: 4040,
      postgres: 54320,
    })
  })
  it.each(['0', '65536', '30.5', '3e3'])('refuse the port %s, naming the variable', (value) => {
    expect(() => readPorts({ POSTGRES_PORT: value })).toThrow(
      'POSTGRES_PORT must be a port number, 1 to 65535.',
    )
  })
  it('refuse one port for two', () => {
    expect(() => readPorts({ PORT: '4010' })).toThrow(/are the same port/)
  })
})
