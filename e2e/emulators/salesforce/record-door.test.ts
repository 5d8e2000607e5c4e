import { describe, expect, it } from 'vitest'
import { answerRecordDoor, createRecord } from './record-door'
import { openTestOrg, purchaseBody, type TestOrg } from './test-org'

function knock(org: TestOrg, method: string, path: string, body?: unknown) {
  const answer = answerRecordDoor(org.records, { method, path, body: JSON.stringify(body) })
  const text = String(answer?.body ?? '')
  return answer && { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) }
}

describe('the door for what people in the org do', () => {
  it('lets an account arrive, to which a purchase can then be linked', async () => {
    const org = await openTestOrg()
    const linked = { records: [purchaseBody({ Account__r: { SMID__c: 'UMBRA-9' } })] }
    const path = '/composite/sobjects/Course_Purchase__c/Purchase_Id__c'
    expect(org.ask('PATCH', path, linked).body).toMatchObject([{ success: false }])
    const fields = { Name: 'Umbra', SMID__c: 'UMBRA-9' }
    const arrived = knock(org, 'POST', '/_emulator/records', { object: 'Account', fields })
    const id = org.records.all('Account')[0]?.Id
    expect(arrived).toEqual({ status: 201, body: { id } })
    expect(org.ask('PATCH', path, linked).body).toMatchObject([{ success: true }])
    expect(org.records.all('Course_Purchase__c')).toMatchObject([{ Account__c: id }])
  })

  it('changes and deletes records', async () => {
    const org = await openTestOrg()
    const id = createRecord(org.records, 'Contact', { LastName: 'Rivera' })
    const fields = { Email: 'lena@example.com' }
    expect(knock(org, 'PATCH', `/_emulator/records/${id}`, { fields })).toEqual({ status: 200, body: { id } })
    expect(org.records.find(id)).toMatchObject(fields)
    expect(knock(org, 'DELETE', `/_emulator/records/${id}`)?.status).toBe(204)
    expect(org.records.find(id)).toBeUndefined()
    expect(knock(org, 'DELETE', `/_emulator/records/${id}`)?.status).toBe(404)
    expect(knock(org, 'PATCH', `/_emulator/records/${id}`, { fields })).toMatchObject({
      status: 400,
      body: { code: 'ENTITY_IS_DELETED' },
    })
  })

  it('keeps the rules of the org, and says what it does not understand', async () => {
    const org = await openTestOrg()
    expect(knock(org, 'POST', '/_emulator/records', { object: 'Account', fields: {} })).toMatchObject({
      status: 400,
      body: { code: 'REQUIRED_FIELD_MISSING' },
    })
    expect(() => createRecord(org.records, 'Account', {})).toThrow(/REQUIRED_FIELD_MISSING.*Name/)
    expect(() => createRecord(org.records, 'Seat__c', {})).toThrow(/No object Seat__c/)
    expect(knock(org, 'POST', '/_emulator/records', { object: 'Seat__c', fields: {} })?.status).toBe(404)
    expect(knock(org, 'POST', '/_emulator/records', { object: 'Account' })?.status).toBe(400)
    expect(knock(org, 'PATCH', '/_emulator/records/zzz', { fields: {} })?.status).toBe(404)
    expect(knock(org, 'PUT', '/_emulator/records', {})).toBeUndefined()
    expect(knock(org, 'POST', '/_emulator/records-of-old', {})).toBeUndefined()
  })
})
