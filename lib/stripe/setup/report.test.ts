import { describe, expect, it } from 'vitest'
import type { Finding } from './finding'
import { BY_SETUP, done } from './finding'
import type { AccountReport } from './inspect-account'
import { exitCode, jsonReport, textReport } from './report'

function report(findings: readonly Finding[], more: Partial<AccountReport> = {}): AccountReport {
  return { account: 'default', id: 'acct_1', livemode: false, findings, secrets: [], ...more }
}
const finding = (state: Finding['state'], blocks: boolean): Finding => ({
  check: 'tax registrations',
  state,
  detail: 'none',
  blocks,
  todo: { what: 'Register', where: 'https://dashboard.stripe.com/tax/registrations' },
})

describe('the exit code', () => {
  it('is 0 when all is done, also with things to do that stop nobody from buying', () => {
    expect(exitCode([report([done('key', 'works')])])).toBe(0)
    expect(exitCode([report([finding('to do', false), finding('missing', false)])])).toBe(0)
  })
  it('is 0 after something was made, whatever a person still does about it', () => {
    expect(exitCode([report([finding('made', true)])])).toBe(0)
  })
  it('is 1 when something stands against selling at any account', () => {
    expect(exitCode([report([done('key', 'works')]), report([finding('missing', true)])])).toBe(1)
    expect(exitCode([report([finding('to do', true)])])).toBe(1)
  })
  it('is 2 when something could not be read, even beside what is known to be missing', () => {
    expect(exitCode([report([finding('missing', true), finding('unknown', true)])])).toBe(2)
  })
})

describe('the text', () => {
  it('has a table for each account, what to do with its address, and the sum', () => {
    const text = textReport([
      report([done('key', 'secret key of acct_1'), finding('missing', true)]),
      report([done('key', 'secret key of acct_2')], { account: 'eu', id: 'acct_2', livemode: true }),
    ])
    expect(text).toBe(
      [
        'Stripe account default (acct_1), test mode',
        '  key                done       secret key of acct_1',
        '  tax registrations  missing !  none',
        '',
        'Stripe account eu (acct_2), LIVE',
        '  key  done  secret key of acct_2',
        '',
        'To do:',
        '  default, tax registrations: Register',
        '    https://dashboard.stripe.com/tax/registrations',
        '',
        'Something stands against selling: the lines marked with "!".',
        '',
      ].join('\n'),
    )
  })
  it('says once what is to be done for several lines of one check', () => {
    const line = { ...finding('missing', true), todo: BY_SETUP }
    const text = textReport([report([line, { ...line, detail: 'another' }])])
    expect(text.split('stripe:setup makes it')).toHaveLength(2)
  })
  it('shows a new secret below everything, with the name it is set under, and nowhere else', () => {
    const made = report([finding('made', false)], {
      secrets: [{ name: 'STRIPE_EU_WEBHOOK_SECRET', value: 'whsec_new' }],
    })
    const text = textReport([made])
    expect(text).toContain('\n  STRIPE_EU_WEBHOOK_SECRET=whsec_new\n')
    expect(text.split('whsec_new')).toHaveLength(2)
    expect(text).toContain('\nWith that in place, nothing stands against selling.\n')
    expect(textReport([report([done('key', 'works')])])).not.toContain('Shown only now')
  })
})

describe('the JSON', () => {
  it('carries the exit code and every finding', () => {
    const parsed: unknown = JSON.parse(jsonReport([report([finding('missing', true)])]))
    expect(parsed).toEqual({ exitCode: 1, accounts: [report([finding('missing', true)])] })
  })
})
