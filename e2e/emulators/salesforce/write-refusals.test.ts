import { describe, expect, it } from 'vitest'
import { openTestOrg, told, toldAlone } from './test-org'

describe('a record that Salesforce would refuse', () => {
  it('has a field that is not there', async () => {
    const org = await openTestOrg()
    expect(told(org, { Colour__c: 'red' })).toEqual([
      {
        statusCode: 'INVALID_FIELD',
        message: "No such column 'Colour__c' on sobject of type Course_Purchase__c",
        fields: [],
      },
    ])
    expect(toldAlone(org, { Colour__c: 'red' })).toEqual({
      status: 400,
      body: [
        {
          message: "No such column 'Colour__c' on sobject of type Contact",
          errorCode: 'INVALID_FIELD',
          fields: [],
        },
      ],
    })
  })

  it('names a parent that is not there', async () => {
    const org = await openTestOrg()
    expect(told(org, { Account__r: { SMID__c: 'acme' } })).toEqual([
      {
        statusCode: 'INVALID_FIELD',
        message: 'Foreign key external ID: acme not found for field SMID__c in entity Account',
        fields: [],
      },
    ])
  })

  it('names a parent that several records could be', async () => {
    const org = await openTestOrg()
    const ids = ['A', 'B'].map((LastName) => org.create('Contact', { LastName, Legacy_Id__c: 'same' }))
    expect(told(org, { Contact__r: { Legacy_Id__c: 'same' } })).toEqual([
      {
        statusCode: 'DUPLICATE_EXTERNAL_ID',
        message: `Legacy ID: more than one record found for external id field: [${ids.join(', ')}]`,
        fields: ['Legacy_Id__c'],
      },
    ])
  })

  it('names a parent in a way that cannot be', async () => {
    const org = await openTestOrg()
    const messageOf = (fields: Record<string, unknown>): unknown =>
      (told(org, fields) as { statusCode: string; message: string }[])[0]?.message
    expect(messageOf({ Account__r: { Website: 'x' } })).toBe(
      "No such column 'Website' on sobject of type Account",
    )
    expect(messageOf({ Account__r: { Name: 'x' } })).toBe(
      'Field name provided, Name does not match an External ID, Salesforce Id, or indexed field for Account',
    )
    expect(messageOf({ Account__r: { SMID__c: 'x', Name: 'y' } })).toBe(
      'More than 1 field provided in an external foreign key reference in entity: Account',
    )
    expect(messageOf({ Account__r: null })).toContain('Cannot deserialize instance of complexvalue')
    const account = org.create('Account', { Name: 'Acme', SMID__c: 'x' })
    expect(messageOf({ Account__r: { SMID__c: 'x' }, Account__c: account })).toBe(
      'Cannot specify both an external ID reference Account__r and a salesforce id, Account__c',
    )
  })

  it('lacks a required field, or empties it', async () => {
    const org = await openTestOrg()
    const missing = {
      statusCode: 'REQUIRED_FIELD_MISSING',
      message: 'Required fields are missing: [Buyer_SMID__c, Currency__c]',
      fields: ['Buyer_SMID__c', 'Currency__c'],
    }
    expect(told(org, { Buyer_SMID__c: undefined, Currency__c: null })).toEqual([missing])
    expect(told(org, { Buyer_SMID__c: '  ' })).toEqual([
      expect.objectContaining({ fields: ['Buyer_SMID__c'] }),
    ])
    const id = org.create('Contact', { LastName: 'Rivera' })
    expect(org.ask('PATCH', `/sobjects/Contact/${id}`, { LastName: '' })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [LastName]' }],
    })
    expect(org.ask('PATCH', `/sobjects/Contact/${id}`, { FirstName: 'Lena' }).status).toBe(204)
  })

  it('has text that is too long, by the length in the metadata', async () => {
    const org = await openTestOrg()
    const id = 'x'.repeat(37)
    expect(told(org, { Purchase_Id__c: id })).toEqual([
      {
        statusCode: 'STRING_TOO_LONG',
        message: `Purchase ID: data value too large: ${id} (max length=36)`,
        fields: ['Purchase_Id__c'],
      },
    ])
    expect(told(org, { Purchase_Id__c: 'x'.repeat(36) })).toEqual([])
    expect(told(org, { Name: 'x'.repeat(81) })).toMatchObject([{ fields: ['Name'] }])
    expect(told(org, { Page__c: `https://${'x'.repeat(248)}` })).toMatchObject([
      { statusCode: 'STRING_TOO_LONG' },
    ])
  })

  it('has a value that its picklist does not have', async () => {
    const org = await openTestOrg()
    expect(told(org, { Status__c: 'Gone' })).toEqual([
      {
        statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        message: 'Status: bad value for restricted picklist field: Gone',
        fields: ['Status__c'],
      },
    ])
    expect(told(org, { Status__c: null })).toEqual([])
  })

  it('has a unique value of another record', async () => {
    const org = await openTestOrg()
    const other = org.create('Account', { Name: 'Acme', SMID__c: 'acme' })
    expect(org.ask('POST', '/sobjects/Account', { Name: 'Acme again', SMID__c: 'acme' })).toMatchObject({
      status: 400,
      body: [
        {
          errorCode: 'DUPLICATE_VALUE',
          message: `duplicate value found: SMID__c duplicates value on record with id: ${other.slice(0, 15)}`,
          fields: [],
        },
      ],
    })
  })

  it('differs from another by capitals alone, which only some fields tell apart', async () => {
    const org = await openTestOrg()
    org.create('Account', { Name: 'Acme', SMID__c: 'acme' })
    expect(org.ask('POST', '/sobjects/Account', { Name: 'Other', SMID__c: 'ACME' }).status).toBe(201)
    org.create('Contact', { LastName: 'One', Badge__c: 'b-7' })
    expect(toldAlone(org, { Badge__c: 'B-7' })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'DUPLICATE_VALUE' }],
    })
  })

  it('has a number with more digits than its field', async () => {
    const org = await openTestOrg()
    expect(toldAlone(org, { Rank__c: 1000 })).toMatchObject({
      status: 400,
      body: [
        {
          errorCode: 'NUMBER_OUTSIDE_VALID_RANGE',
          message: 'Rank: value outside of valid range on numeric field: 1000',
          fields: ['Rank__c'],
        },
      ],
    })
    expect(toldAlone(org, { Rank__c: 999.996 })).toMatchObject({ status: 400 })
    expect(toldAlone(org, { Rank__c: -999.994 })).toMatchObject({ status: 201 })
    expect(told(org, { Amount__c: 1e15 })).toMatchObject([{ statusCode: 'NUMBER_OUTSIDE_VALID_RANGE' }])
    expect(told(org, { Amount__c: 999_999_999_999_999 })).toEqual([])
    expect(told(org, { Amount__c: 1e300 })).toMatchObject([{ statusCode: 'NUMBER_OUTSIDE_VALID_RANGE' }])
  })

  it('has a value of another JSON type', async () => {
    const org = await openTestOrg()
    const messages = (fields: Record<string, unknown>): unknown =>
      (told(org, fields) as { statusCode: string; message: string }[]).map(
        ({ statusCode, message }) => `${statusCode} ${message}`,
      )
    expect(messages({ Amount__c: 'abc' })).toEqual([
      'JSON_PARSER_ERROR Cannot deserialize instance of double from VALUE_STRING value abc or request may be missing a required field at [line:1, column:1]',
    ])
    expect(messages({ Ordered_At__c: '2017-05-30T-06:00:00X' })).toEqual([
      expect.stringContaining('instance of datetime from VALUE_STRING value 2017-05-30T-06:00:00X'),
    ])
    expect(messages({ Ordered_At__c: '2017-05-30' })).toEqual([expect.stringContaining('JSON_PARSER_ERROR')])
    expect(messages({ Currency__c: { code: 'USD' } })).toEqual([
      expect.stringContaining('instance of string from START_OBJECT value { or'),
    ])
    expect(messages({ Currency__c: ['USD'] })).toEqual([expect.stringContaining('START_ARRAY value [line')])
    expect(messages({ Currency__c: true })).toEqual([expect.stringContaining('VALUE_TRUE')])
    expect(toldAlone(org, { Active__c: 'yes' })).toMatchObject({ status: 400 })
    expect(toldAlone(org, { Born__c: '2000-02-30' })).toMatchObject({ status: 400 })
  })

  it('has an e-mail address that is none', async () => {
    const org = await openTestOrg()
    expect(toldAlone(org, { Email: 'nobody' })).toMatchObject({
      status: 400,
      body: [
        {
          errorCode: 'INVALID_EMAIL_ADDRESS',
          message: 'Email: invalid email address: nobody',
          fields: ['Email'],
        },
      ],
    })
  })
})
