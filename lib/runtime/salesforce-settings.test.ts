import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { salesforceEnvironment, salesforceSettings } from './salesforce-settings'

const on = {
  SALESFORCE_ENABLED: 'true',
  SALESFORCE_LOGIN_URL: 'https://redis.my.salesforce.com',
  SALESFORCE_CLIENT_ID: 'client',
}
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const missing = (environment: Record<string, string>) =>
  salesforceSettings(environment).problems.map(({ name }) => name)

describe('the settings of Salesforce', () => {
  it('are off unless said otherwise, whatever else is set', () => {
    expect(salesforceSettings({})).toEqual({ settings: undefined, problems: [] })
    expect(salesforceSettings({ ...on, SALESFORCE_ENABLED: 'false' }).settings).toBeUndefined()
  })
  it('take a shared secret', () => {
    expect(salesforceSettings({ ...on, SALESFORCE_CLIENT_SECRET: 'secret' }).settings).toEqual({
      loginUrl: 'https://redis.my.salesforce.com',
      clientId: 'client',
      auth: { kind: 'client-credentials', clientSecret: 'secret' },
      contactKey: 'email',
    })
  })
  it('take a key instead, its lines joined in either way', () => {
    const lines = pem.trim()
    for (const text of [pem, lines.replaceAll('\n', String.raw`\n`)]) {
      const { settings } = salesforceSettings({
        ...on,
        SALESFORCE_USERNAME: 'university@redis.example',
        SALESFORCE_PRIVATE_KEY: text,
        SALESFORCE_CONTACT_KEY: 'Cloud_Id__c',
      })
      expect(settings).toMatchObject({
        auth: { kind: 'jwt', username: 'university@redis.example', privateKey: lines },
        contactKey: 'Cloud_Id__c',
      })
    }
  })
  it('name what is missing', () => {
    expect(missing({ SALESFORCE_ENABLED: 'true' })).toEqual([
      'SALESFORCE_LOGIN_URL',
      'SALESFORCE_CLIENT_ID',
      'SALESFORCE_CLIENT_SECRET',
    ])
    expect(missing({ ...on, SALESFORCE_USERNAME: 'u' })).toEqual(['SALESFORCE_PRIVATE_KEY'])
    expect(missing({ ...on, SALESFORCE_PRIVATE_KEY: pem })).toEqual(['SALESFORCE_USERNAME'])
  })
  it.each([
    ['SALESFORCE_ENABLED', 'yes'],
    ['SALESFORCE_LOGIN_URL', 'https://redis.my.salesforce.com/services'],
    ['SALESFORCE_CLIENT_SECRET', 'with a line end\n'],
    ['SALESFORCE_PRIVATE_KEY', '-----BEGIN RSA PRIVATE KEY-----\nx\n-----END RSA PRIVATE KEY-----'],
    ['SALESFORCE_CONTACT_KEY', 'Email) OR (Id != null'],
  ] as const)('refuse %s that is none', (name, value) => {
    expect(salesforceEnvironment[name].safeParse(value).success).toBe(false)
  })
})
