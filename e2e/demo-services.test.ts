import { describe, expect, it } from 'vitest'
import { chooseServices } from './demo-services'

const stripe = { STRIPE_SECRET_KEY: 'sk_test_x', STRIPE_WEBHOOK_SECRET: 'whsec_x' }
const flockjay = {
  FLOCKJAY_API_URL: 'https://api.example.com',
  FLOCKJAY_API_TOKEN: 't',
  FLOCKJAY_URL: 'https://learn.example.com',
}
const choose = (env: Record<string, string>, allowMixed = false) => chooseServices(env, { allowMixed })

describe('services of the demo', () => {
  it('are all emulated when the environment is empty', () => {
    expect(choose({})).toEqual({ real: {}, database: undefined, notes: [] })
  })
  it.each(['sk_live_abc', 'rk_live_abc'])('refuse the live key %s without repeating it', (key) => {
    const refused = () => choose({ ...stripe, STRIPE_SECRET_KEY: key })
    expect(refused).toThrow(/^STRIPE_SECRET_KEY is a live key/)
    expect(refused).not.toThrow(new RegExp(key))
  })
  it('refuse half a configuration, naming what is missing', () => {
    expect(() => choose({ STRIPE_SECRET_KEY: 'sk_test_x' })).toThrow(/STRIPE_WEBHOOK_SECRET/)
    expect(() => choose({ ...stripe, FLOCKJAY_API_URL: 'https://api.example.com' })).toThrow(
      /FLOCKJAY_API_TOKEN and FLOCKJAY_URL/,
    )
    expect(() => choose({ DATABASE_URL: 'postgresql://x' })).toThrow(/belong together/)
  })
  it('refuse emulated payments for the real Flockjay unless asked for, and then say so', () => {
    expect(() => choose(flockjay)).toThrow(/--allow-mixed/)
    expect(choose(flockjay, true).notes.join()).toMatch(
      /EMULATED payments unlock courses in the REAL Flockjay/,
    )
  })
  it('take real test keys in place of the emulator', () => {
    const { real, notes } = choose({ ...stripe, ...flockjay })
    expect(real).toEqual({ ...stripe, ...flockjay })
    expect(notes.join()).toMatch(/stripe listen --forward-to APP_URL\/api\/webhooks\/stripe/)
  })
})
