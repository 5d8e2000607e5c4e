import { describe, expect, it } from 'vitest'
import { answerWrites } from './answer-writes'
import { openTestOrg } from './test-org'

type Described = {
  readonly fields: readonly { readonly name: string }[]
  readonly childRelationships: unknown
}

describe('what the org says of itself', () => {
  it('lists its objects', async () => {
    const org = await openTestOrg()
    const { body } = org.ask('GET', '/sobjects')
    expect((body as { sobjects: { name: string }[] }).sobjects.map(({ name }) => name)).toEqual([
      'Account',
      'Contact',
      'Course_Purchase__c',
      'Course__c',
    ])
  })

  it('describes a key, a list, a lookup, a number, a formula and the name', async () => {
    const org = await openTestOrg()
    const described = org.ask('GET', '/sobjects/Course_Purchase__c/describe').body as Described
    const field = (name: string): unknown => described.fields.find((one) => one.name === name)
    expect(field('Purchase_Id__c')).toMatchObject({
      type: 'string',
      length: 36,
      nillable: false,
      unique: true,
      externalId: true,
      idLookup: true,
      caseSensitive: true,
      createable: true,
    })
    expect(field('Match_Status__c')).toMatchObject({
      type: 'picklist',
      restrictedPicklist: true,
      picklistValues: [{ value: 'Pending', active: true }, { value: 'Matched' }, { value: 'Ambiguous' }],
    })
    expect(field('Account__c')).toMatchObject({
      type: 'reference',
      length: 18,
      referenceTo: ['Account'],
      relationshipName: 'Account__r',
      nillable: true,
    })
    expect(field('Amount__c')).toMatchObject({ type: 'double', precision: 18, scale: 3 })
    expect(field('Person_Key__c')).toMatchObject({ calculated: true, createable: false, updateable: false })
    expect(field('Name')).toMatchObject({ nameField: true, label: 'Reference', defaultedOnCreate: true })
    expect(field('Id')).toMatchObject({ type: 'id', createable: false, nillable: false })
  })

  it('names the records that lead to an account', async () => {
    const org = await openTestOrg()
    const described = org.ask('GET', '/sobjects/Account/describe').body as Described
    expect(described.childRelationships).toEqual([
      expect.objectContaining({ childSObject: 'Contact', field: 'AccountId', relationshipName: 'Contacts' }),
      expect.objectContaining({
        childSObject: 'Course_Purchase__c',
        field: 'Account__c',
        relationshipName: 'Course_Purchases__r',
        cascadeDelete: false,
      }),
    ])
  })

  it('answers basic information, limits, versions, and leaves other addresses to others', async () => {
    const org = await openTestOrg()
    expect(org.ask('GET', '/sobjects/Course__c').body).toMatchObject({
      objectDescribe: { name: 'Course__c', keyPrefix: 'a01', custom: true },
      recentItems: [],
    })
    expect(org.ask('GET', '/limits').body).toEqual({ DailyApiRequests: { Max: 100_000, Remaining: 99_982 } })
    const context = { records: org.records, limits: () => ({ used: 0, allowed: 1 }) }
    const request = { method: 'GET', query: new URLSearchParams(), headers: {}, body: '' }
    const listed = answerWrites(context, { ...request, path: '/services/data' })
    expect(JSON.parse(String(listed?.body))).toContainEqual({
      label: "Summer '26",
      url: '/services/data/v67.0',
      version: '67.0',
    })
    for (const path of [
      '/services/data/v67.0/query',
      '/services/data/v67.0/composite',
      '/',
      '/services/oauth2/token',
    ])
      expect(answerWrites(context, { ...request, path })).toBeUndefined()
  })
})
