import { describe, expect, it } from 'vitest'
import { openTestOrg, told, toldAlone } from './test-org'

describe('a link by id that Salesforce would refuse', () => {
  it('is no id', async () => {
    const org = await openTestOrg()
    expect(told(org, { Account__c: 'acme' })).toEqual([
      {
        statusCode: 'MALFORMED_ID',
        message: 'Account: id value of incorrect type: acme',
        fields: ['Account__c'],
      },
    ])
  })

  it('is the id of another object', async () => {
    const org = await openTestOrg()
    const contact = org.create('Contact', { LastName: 'Rivera' })
    expect(told(org, { Account__c: contact })).toEqual([
      {
        statusCode: 'FIELD_INTEGRITY_EXCEPTION',
        message: `Account: id value of incorrect type: ${contact}`,
        fields: ['Account__c'],
      },
    ])
  })

  it('is of a record that never was, or is no more', async () => {
    const org = await openTestOrg()
    expect(told(org, { Account__c: '001D000000IqhSL' })).toEqual([
      { statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] },
    ])
    const account = org.create('Account', { Name: 'Acme' })
    org.records.delete(account)
    expect(told(org, { Account__c: account })).toEqual([
      { statusCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] },
    ])
  })
})

describe('a field that nobody may write', () => {
  it('is what Salesforce sets itself, a name made of others, or a formula', async () => {
    const org = await openTestOrg()
    expect(toldAlone(org, { Name: 'Lena', CreatedDate: '2026-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      body: [
        {
          errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
          message: expect.stringMatching(
            /^Unable to create\/update fields: Name, CreatedDate\. Please check/,
          ),
          fields: ['Name', 'CreatedDate'],
        },
      ],
    })
    expect(told(org, { Person_Key__c: 'x' })).toMatchObject([
      { statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Person_Key__c'] },
    ])
  })
})
