import { describe, expect, it } from 'vitest'
import type { Called, Caller } from './call'
import type { WriteResult } from './port'
import { writeRecords } from './write-records'

const target = { object: 'Course_Purchase__c', key: 'Purchase_Id__c' }
const record = (id: string) => ({ Purchase_Id__c: id, Course__r: { Course_Code__c: 'RU-X' } })
const failing = (statusCode: string, message: string, fields: string[] = []) => ({
  success: false,
  errors: [{ statusCode, message, fields }],
})
const created = { id: 'a00000000000001AAA', success: true, created: true, errors: [] }
const noColumn = failing('INVALID_FIELD', "No such column 'Acess__c' on sobject of type Course_Purchase__c")
const noRight = failing('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')
const noAccount = failing(
  'INVALID_FIELD',
  'Foreign key external ID: A not found for field SMID__c in entity Account',
)

/** Writes as many records as there are answers. */
async function write(...answers: object[]) {
  const call: Caller = async () => ({ outcome: 'answered', value: answers })
  return writeRecords(
    call,
    target,
    answers.map((_, index) => record(String(index))),
  )
}
const outcomes = (results: readonly WriteResult[]) => results.map(({ outcome }) => outcome)

describe('records in a collection', () => {
  it('go in one call, by their key', async () => {
    const sent: unknown[] = []
    const connection = {
      requestPatch: async (...asked: unknown[]) => (sent.push(...asked), [created, created]),
    }
    const call: Caller = async (work) => ({ outcome: 'answered', value: await work(connection as never) })
    expect(await writeRecords(call, target, [record('a'), record('b')])).toEqual({
      outcome: 'answered',
      results: Array.from({ length: 2 }, () => ({ outcome: 'written', id: created.id, created: true })),
    })
    const attributes = { type: 'Course_Purchase__c' }
    expect(sent).toEqual([
      '/composite/sobjects/Course_Purchase__c/Purchase_Id__c',
      {
        allOrNone: false,
        records: [
          { attributes, ...record('a') },
          { attributes, ...record('b') },
        ],
      },
    ])
  })

  it('each have their own result, in their order', async () => {
    const locked = failing('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access')
    const course = failing(
      'INVALID_FIELD',
      'Foreign key external ID: R not found for field Course_Code__c in entity Course__c',
    )
    const written = await write(noAccount, { ...created, created: false }, locked, course, noColumn, noRight)
    expect(written).toMatchObject({
      outcome: 'answered',
      results: [
        { outcome: 'missing-parent', parent: 'person' },
        { outcome: 'written', created: false },
        { outcome: 'retry' },
        { outcome: 'missing-parent', parent: 'course' },
        { outcome: 'needs-person' },
        { outcome: 'needs-person' },
      ],
    })
  })

  it('pause all where what is wrong is wrong for all', async () => {
    expect(await write(noColumn, noColumn)).toMatchObject({
      outcome: 'pause',
      detail: expect.stringMatching(/^The metadata is not deployed.*Acess__c/),
    })
    expect((await write(noColumn)).outcome).toBe('pause')
    expect((await write(noRight, noRight)).outcome).toBe('pause')
  })

  it('do not pause others for what may be one record’s trouble', async () => {
    for (const answers of [[noRight], [noColumn, created], [noColumn, noRight], [noAccount, noAccount]]) {
      const written = await write(...answers)
      expect(written.outcome).toBe('answered')
      if (written.outcome === 'answered') expect(outcomes(written.results)).toHaveLength(answers.length)
    }
  })

  it('are taken for written by nothing but their own result', async () => {
    for (const value of [
      undefined,
      '<html>',
      [],
      [created],
      [created, { success: true }],
      [created, created, created],
    ]) {
      const call: Caller = async () => ({ outcome: 'answered', value })
      expect((await writeRecords(call, target, [record('a'), record('b')])).outcome).toBe('retry')
    }
  })

  it('hand on what kept the call from being made', async () => {
    const message = 'Foreign key external ID: A not found for field SMID__c in entity Account'
    const refused: Called = {
      outcome: 'failed',
      failure: { kind: 'refused', complaint: { code: 'INVALID_FIELD', message, fields: [] } },
    }
    const call: Caller = async () => refused
    expect((await writeRecords(call, target, [record('a'), record('b')])).outcome).toBe('needs-person')
    expect(await writeRecords(call, target, [record('a')])).toMatchObject({
      outcome: 'answered',
      results: [{ outcome: 'missing-parent', parent: 'person' }],
    })
    const paused: Called = { outcome: 'pause', detail: 'x', pauseMs: 1 }
    expect(await writeRecords(async () => paused, target, [record('a')])).toEqual(paused)
  })

  it('are none or up to 200', async () => {
    const never: Caller = () => Promise.reject(new Error('called'))
    expect(await writeRecords(never, target, [])).toEqual({ outcome: 'answered', results: [] })
    const many = Array.from({ length: 201 }, (_, index) => record(String(index)))
    await expect(writeRecords(never, target, many)).rejects.toThrow(RangeError)
  })
})
