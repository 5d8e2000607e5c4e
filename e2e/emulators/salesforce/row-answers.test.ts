import { describe, expect, it } from 'vitest'
import { openTestOrg } from './test-org'

describe('a record by its external id', () => {
  it('is made with 201 and changed with 200, which says so', async () => {
    const org = await openTestOrg()
    const address = '/sobjects/Course__c/Course_Code__c/RU-CERT-DEVELOPER'
    const made = org.ask('PATCH', address, { Name: 'Certified developer', Kind__c: 'certification' })
    const [record] = org.records.all('Course__c')
    expect(made).toMatchObject({
      status: 201,
      body: { id: record?.Id, success: true, errors: [], created: true },
    })
    expect(record).toMatchObject({ Course_Code__c: 'RU-CERT-DEVELOPER', Kind__c: 'certification' })
    expect(org.ask('PATCH', address, { Name: 'Developer' })).toMatchObject({
      status: 200,
      body: { id: record?.Id, success: true, errors: [], created: false },
    })
    expect(org.records.all('Course__c')).toHaveLength(1)
    expect(org.records.all('Course__c')[0]).toMatchObject({ Name: 'Developer', Kind__c: 'certification' })
  })

  it('must not name the id again in its body', async () => {
    const org = await openTestOrg()
    const body = { Course_Code__c: 'RU-A' }
    expect(org.ask('PATCH', '/sobjects/Course__c/Course_Code__c/RU-A', body)).toMatchObject({
      status: 400,
      body: [
        {
          errorCode: 'INVALID_FIELD',
          message: 'The Course_Code__c field should not be specified in the sobject data.',
        },
      ],
    })
  })

  it('answers 300 with the addresses where several have it', async () => {
    const org = await openTestOrg()
    const ids = ['A', 'B'].map((LastName) => org.create('Contact', { LastName, Legacy_Id__c: 'l-1' }))
    const answer = org.ask('PATCH', '/sobjects/Contact/Legacy_Id__c/l-1', { FirstName: 'Lena' })
    expect(answer).toMatchObject({
      status: 300,
      body: ids.map((id) => `/services/data/v67.0/sobjects/Contact/${id}`),
    })
    expect(org.records.all('Contact').map((contact) => contact['FirstName'])).toEqual([undefined, undefined])
  })

  it('is not found by a field that is none, or a value that nobody has', async () => {
    const org = await openTestOrg()
    expect(org.ask('PATCH', '/sobjects/Course__c/Kind__c/lab', {})).toMatchObject({
      status: 404,
      body: [
        {
          errorCode: 'NOT_FOUND',
          message: 'Provided external ID field does not exist or is not accessible: Kind__c',
        },
      ],
    })
    expect(org.ask('GET', '/sobjects/Course__c/Course_Code__c/RU-A').status).toBe(404)
  })

  it('is read with percent signs decoded', async () => {
    const org = await openTestOrg()
    org.create('Course__c', { Course_Code__c: 'a b/c' })
    expect(org.ask('GET', '/sobjects/Course__c/Course_Code__c/a%20b%2Fc')).toMatchObject({
      status: 200,
      body: { Course_Code__c: 'a b/c' },
    })
  })
})

describe('a record by its Id', () => {
  it('is made, read, changed and deleted', async () => {
    const org = await openTestOrg({ clock: { now: () => new Date('2026-11-21T10:20:30.456Z') } })
    const made = org.ask('POST', '/sobjects/Account', { Name: ' Acme ', SMID__c: 'ACME-4821' })
    const id = org.records.all('Account')[0]?.Id ?? ''
    expect(made).toMatchObject({
      status: 201,
      body: { id, success: true, errors: [] },
      headers: { location: `/services/data/v67.0/sobjects/Account/${id}` },
    })
    expect(org.ask('GET', `/sobjects/Account/${id.slice(0, 15)}`)).toMatchObject({
      status: 200,
      body: {
        attributes: { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${id}` },
        Id: id,
        Name: 'Acme',
        SMID__c: 'ACME-4821',
        CreatedDate: '2026-11-21T10:20:30.000+0000',
      },
    })
    expect(org.ask('PATCH', `/sobjects/Account/${id}`, { SMID__c: null }).status).toBe(204)
    const read = org.ask('GET', `/sobjects/Account/${id}?fields=Name,SMID__c`)
    expect(read.body).toEqual({
      attributes: { type: 'Account', url: `/services/data/v67.0/sobjects/Account/${id}` },
      Id: id,
      Name: 'Acme',
      SMID__c: null,
    })
    expect(org.ask('GET', `/sobjects/Account/${id}?fields=Nmae`).status).toBe(400)
    expect(org.ask('DELETE', `/sobjects/Account/${id}`)).toMatchObject({ status: 204, body: undefined })
    expect(org.ask('GET', `/sobjects/Account/${id}`)).toMatchObject({
      status: 404,
      body: [{ errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' }],
    })
  })

  it('is not found by what is no id, has wrong letters, or was never given', async () => {
    const org = await openTestOrg()
    expect(org.ask('PATCH', '/sobjects/Account/-1', {})).toMatchObject({
      status: 404,
      body: [{ message: 'Provided external ID field does not exist or is not accessible: -1' }],
    })
    expect(org.ask('GET', '/sobjects/Account/001D000000IqhSLAAA')).toMatchObject({
      status: 400,
      body: [{ errorCode: 'MALFORMED_ID', fields: ['Id'] }],
    })
    expect(org.ask('GET', '/sobjects/Account/001D000000IqhSLIAZ')).toMatchObject({
      status: 404,
      body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
    })
  })

  it('cannot be given by the caller', async () => {
    const org = await openTestOrg()
    const body = { Name: 'Acme', Id: '001D000000IqhSLIAZ' }
    expect(org.ask('POST', '/sobjects/Account', body)).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INVALID_FIELD', message: expect.stringContaining('The Id field should not') }],
    })
  })
})

describe('addresses', () => {
  it('of objects that are not deployed are not found', async () => {
    const org = await openTestOrg()
    for (const [method, path] of [
      ['GET', '/sobjects/Seat__c'],
      ['GET', '/sobjects/Seat__c/describe'],
      ['PATCH', '/sobjects/Seat__c/Code__c/x'],
      ['PATCH', '/composite/sobjects/Seat__c/Code__c'],
    ] as const)
      expect(org.ask(method, path, {})).toMatchObject({
        status: 404,
        body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
      })
  })

  it('refuse other methods, and bodies that are no JSON object', async () => {
    const org = await openTestOrg()
    const id = org.create('Account', { Name: 'Acme' })
    expect(org.ask('PUT', `/sobjects/Account/${id}`, {})).toMatchObject({
      status: 405,
      body: [{ message: "HTTP Method 'PUT' not allowed. Allowed are HEAD,GET,PATCH,DELETE" }],
    })
    for (const body of ['{"Name":', '[]', '3', 'null'])
      expect(org.ask('PATCH', `/sobjects/Account/${id}`, body)).toMatchObject({
        status: 400,
        body: [{ errorCode: 'JSON_PARSER_ERROR' }],
      })
  })
})
