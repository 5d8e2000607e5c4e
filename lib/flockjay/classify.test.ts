import { describe, expect, it } from 'vitest'
import { purchaseIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import type { Answered, FlockjayAnswer } from './answer'
import { classifyDelete, classifyPut, classifyReading, concludeRevoke, concludeUnlock } from './classify'

const wanted = { sku: skuSchema.parse('RU-CERT-DEVELOPER'), smid: smidSchema.parse('ACME-4821') }
const purchaseId = purchaseIdSchema.parse('1b4e28ba-2fa1-41d2-883f-0016d3cca427')
const enrollment = { purchase_id: purchaseId, ...wanted, status: 'active' }

const json = (status: number, value: unknown = enrollment): Answered => ({
  kind: 'answered',
  status,
  content: 'json',
  json: value,
})
const html = (status: number): Answered => ({ kind: 'answered', status, content: 'other' })
const empty = (status: number): Answered => ({ kind: 'answered', status, content: 'empty' })
const failure = (code: string) => ({ error: { code, message: 'said the other side' } })
const timeout: FlockjayAnswer = { kind: 'unreachable', reason: 'no answer within 10 ms' }

const down = { outcome: 'retry', destinationDown: true }
const notDown = { outcome: 'retry', destinationDown: false }

describe('the answer to the PUT', () => {
  it.each<[string, FlockjayAnswer, object]>([
    ['201', json(201), { outcome: 'read-back', as: 'done' }],
    ['202', json(202), { outcome: 'read-back', as: 'done' }],
    ['200', json(200), { outcome: 'read-back', as: 'already' }],
    ['200 with an error that is null', json(200, { ...enrollment, error: null }), { outcome: 'read-back' }],
    ['409', json(409, failure('already_enrolled')), { outcome: 'read-back', as: 'already' }],
    ['409 conflict', json(409, failure('conflict')), { outcome: 'read-back', as: 'already' }],
    ['409 as HTML', html(409), { outcome: 'read-back', as: 'already' }],
    ['422 already_enrolled', json(422, failure('already_enrolled')), { outcome: 'read-back', as: 'already' }],
    ['200 already_enrolled', json(200, failure('already_enrolled')), { outcome: 'read-back', as: 'already' }],
    ['200 with an error inside', json(200, failure('unavailable')), notDown],
    ['200 with an error as text', json(200, { error: 'no' }), notDown],
    ['time-out', timeout, down],
    ['200 HTML', html(200), down],
    ['404 HTML', html(404), down],
    ['201 empty', empty(201), down],
    ['204', empty(204), down],
    ['302', empty(302), down],
    ['303 JSON', json(303), down],
    ['500', json(500, failure('x')), down],
    ['503 HTML', html(503), down],
    ['408', json(408), down],
    ['100', json(100), down],
    ['401', json(401, failure('unauthorized')), down],
    ['403 HTML', html(403), down],
    ['404 course_unknown', json(404, failure('course_unknown')), { outcome: 'needs-person' }],
    ['404 JSON of another kind', json(404, { detail: 'Not found.' }), notDown],
    ['422', json(422, failure('invalid')), { outcome: 'needs-person' }],
    ['400', json(400, failure('invalid')), { outcome: 'permanent' }],
    ['410', json(410, failure('gone')), { outcome: 'permanent' }],
    ['429', json(429), notDown],
  ])('%s', (_name, answer, verdict) => {
    expect(classifyPut(answer)).toMatchObject(verdict)
  })

  it('keeps to the wait that Flockjay names, and names none of its own', () => {
    expect(classifyPut({ ...json(429), retryAfterMs: 7000 })).toMatchObject({ afterMs: 7000 })
    expect(classifyPut({ ...html(503), retryAfterMs: 9000 })).toMatchObject({ afterMs: 9000 })
    expect(classifyPut(json(429))).not.toHaveProperty('afterMs')
  })

  it('says which refusal it is when the token is refused', () => {
    expect(classifyPut(json(401))).toHaveProperty('detail', 'Flockjay refuses the API token (401)')
  })

  it('repeats nothing of the body', () => {
    for (const status of [200, 400, 404, 422, 429, 500])
      expect(JSON.stringify(classifyPut(json(status, failure('said'))))).not.toContain('said')
  })
})

describe('the answer to the DELETE', () => {
  it.each<[string, FlockjayAnswer, object]>([
    ['200', json(200), { outcome: 'read-back', as: 'done' }],
    ['204', empty(204), { outcome: 'read-back', as: 'done' }],
    ['404 not_found', json(404, failure('not_found')), { outcome: 'read-back', as: 'already' }],
    ['404 JSON of another kind', json(404, { detail: 'Not found.' }), notDown],
    ['404 HTML', html(404), down],
    ['200 HTML', html(200), down],
    ['200 empty', empty(200), down],
    ['200 with an error inside', json(200, failure('unavailable')), notDown],
    ['409', json(409, failure('busy')), { outcome: 'permanent' }],
    ['302', empty(302), down],
    ['401', json(401), down],
    ['429', { ...json(429), retryAfterMs: 1000 }, { ...notDown, afterMs: 1000 }],
    ['500', html(500), down],
    ['100', json(100), down],
    ['time-out', timeout, down],
  ])('%s', (_name, answer, verdict) => {
    expect(classifyDelete(answer)).toMatchObject(verdict)
  })
})

describe('the reading', () => {
  it('says what Flockjay holds', () => {
    const found = { outcome: 'found', ...wanted }
    expect(classifyReading(json(200), purchaseId)).toMatchObject({ ...found, status: 'active' })
    const revoked = json(200, { ...enrollment, status: 'revoked' })
    expect(classifyReading(revoked, purchaseId)).toMatchObject({ ...found, status: 'revoked' })
    expect(classifyReading(json(404, failure('not_found')), purchaseId)).toMatchObject({ outcome: 'none' })
    expect(classifyReading(html(404), purchaseId)).toMatchObject(down)
    expect(classifyReading(json(404, failure('course_unknown')), purchaseId)).toMatchObject(notDown)
  })

  it('takes no other purchase for this one', () => {
    const other = json(200, { ...enrollment, purchase_id: '2c5f39cb-3fb2-42e3-994f-1127e4ddb538' })
    expect(classifyReading(other, purchaseId)).toMatchObject({ outcome: 'needs-person' })
    const upper = json(200, { ...enrollment, purchase_id: purchaseId.toUpperCase() })
    expect(classifyReading(upper, purchaseId)).toMatchObject({ outcome: 'found' })
  })
})

describe('the read-back after a PUT', () => {
  it.each<[string, FlockjayAnswer, object]>([
    ['active, same course and account', json(200), { outcome: 'done' }],
    ['revoked', json(200, { ...enrollment, status: 'revoked' }), notDown],
    ['another course', json(200, { ...enrollment, sku: 'RU-OTHER' }), { outcome: 'needs-person' }],
    ['another account', json(200, { ...enrollment, smid: 'NIMBUS-77' }), { outcome: 'needs-person' }],
    ['unknown state', json(200, { ...enrollment, status: 'pending' }), notDown],
    ['no enrolment in it', json(200, {}), notDown],
    ['an error inside', json(200, { ...enrollment, ...failure('x') }), notDown],
    ['404', json(404, failure('not_found')), notDown],
    ['404 HTML', html(404), down],
    ['400', json(400), { outcome: 'permanent' }],
    ['empty', empty(200), down],
    ['500', json(500), down],
    ['401', json(401), down],
    ['429', { ...json(429), retryAfterMs: 1000 }, { ...notDown, afterMs: 1000 }],
    ['time-out', timeout, down],
  ])('%s', (_name, answer, result) => {
    expect(concludeUnlock(classifyReading(answer, purchaseId), wanted, 'done')).toMatchObject(result)
  })

  it('keeps apart what is new and what was there', () => {
    expect(concludeUnlock(classifyReading(json(200), purchaseId), wanted, 'already').outcome).toBe('already')
  })
})

describe('the read-back after a DELETE', () => {
  it.each<[string, FlockjayAnswer, object]>([
    ['revoked', json(200, { ...enrollment, status: 'revoked' }), { outcome: 'done' }],
    ['no longer there', json(404, failure('not_found')), { outcome: 'done' }],
    ['still active', json(200), notDown],
    ['unknown state', json(200, { ...enrollment, status: 'pending' }), notDown],
    ['404 JSON of another kind', json(404, { detail: 'Not found.' }), notDown],
    ['500', html(500), down],
  ])('%s', (_name, answer, result) => {
    expect(concludeRevoke(classifyReading(answer, purchaseId), 'done')).toMatchObject(result)
  })
})
