import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '@/e2e/command'
import { openCrmPath } from '@/e2e/crm-path'
import type { CrmPath } from '@/e2e/crm-path'
import { startSalesforceEmulator } from '@/e2e/emulators/salesforce/start'
import type { SalesforceEmulator } from '@/e2e/emulators/salesforce/start'

const app = { clientId: 'university', clientSecret: 'secret-of-the-university' }
let org: SalesforceEmulator
let path: CrmPath
beforeAll(async () => {
  org = await startSalesforceEmulator({ port: 0, ...app })
  path = await openCrmPath()
  for (let n = 0; n < 3; n += 1) await path.sold({ smid: `CMD-${n}` })
})
afterAll(async () => {
  await path.close()
  await org.close()
})

const run = (
  name: 'backfill' | 'match',
  change: Record<string, string> = {},
  words: readonly string[] = [],
) =>
  runCommand(
    `lib/runtime/salesforce-${name}-main.ts`,
    {
      DATABASE_URL: path.database.appUrl,
      SALESFORCE_ENABLED: 'true',
      SALESFORCE_LOGIN_URL: org.url,
      SALESFORCE_CLIENT_ID: app.clientId,
      SALESFORCE_CLIENT_SECRET: app.clientSecret,
      ...change,
    },
    words,
  )

describe('npm run salesforce:backfill', () => {
  it('says that Salesforce is off, and ends with 2', async () => {
    const { code, out, err } = await run('backfill', { SALESFORCE_ENABLED: 'false' })
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^Salesforce is switched off here: set SALESFORCE_ENABLED=true/)
  })
  it('ends with 2 while it is not let in, and says why', async () => {
    const { code, err } = await run('backfill', { SALESFORCE_CLIENT_SECRET: 'another' })
    expect(code).toBe(2)
    expect(err).toMatch(/^Stopped: .*invalid_client.*Run it again later: it goes on where it stopped\.\n$/)
    await path.rows('UPDATE circuit SET probe_at = now() WHERE probe_at IS NOT NULL')
  })
  it('writes everything with its progress, and ends with 0', async () => {
    const { code, out, err } = await run('backfill')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/100 % 3 of 3 · /)
    expect(org.records('Course_Purchase__c')).toHaveLength(3)
  })
  it('ends with 1 when some need a person', async () => {
    await path.sold({ smid: 'CMD-9' })
    const body = JSON.stringify([{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No labs.' }])
    const refusal = { status: 400, contentType: 'application/json', body }
    org.faults.replace([{ match: 'PATCH /services/data/*/Course_Purchase__c/*', ...refusal }])
    const { code, out } = await run('backfill')
    org.faults.replace([])
    expect([code, out.endsWith('1 need a person: see /staff/support/salesforce.\n')]).toEqual([1, true])
  })
})

describe('npm run salesforce:backfill -- --all', () => {
  it('writes everything anew into an org that was emptied', async () => {
    for (const { Id } of org.records('Course_Purchase__c'))
      await fetch(`${org.url}/_emulator/records/${Id}`, { method: 'DELETE' })
    expect((await run('backfill', {}, ['--al'])).err).toBe('Usage: npm run salesforce:backfill [-- --all]\n')
    const { code, out } = await run('backfill', {}, ['--all'])
    expect([code, out]).toEqual([0, expect.stringMatching(/4 of 4 · 4 written\n$/)])
    expect(org.records('Course_Purchase__c')).toHaveLength(4)
  })
})

describe('npm run salesforce:match', () => {
  it('links what has an account by now', async () => {
    const [buyer] = await path.rows<{ email: string }>(
      `SELECT c.email FROM purchase p JOIN customer c ON c.id = p.customer_id WHERE p.smid = 'CMD-1'`,
    )
    const account = org.create('Account', { Name: 'Command One', SMID__c: 'CMD-1' })
    org.create('Contact', { LastName: 'Buyer', Email: buyer?.email ?? null, AccountId: account })
    const { code, out } = await run('match')
    expect([code, out]).toEqual([0, '4 unmatched purchases looked for, 1 matched.\n'])
    expect(
      org.records('Course_Purchase__c').filter((record) => record['Account__c'] === account),
    ).toHaveLength(1)
  })
})
