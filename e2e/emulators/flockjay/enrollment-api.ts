import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { type EnrollmentStore, enrollmentRequestSchema, type StoredEnrollment } from './enrollment-store'
import { parseJson } from '../parse-json'

const PAGE_LENGTH = 100
const uuid = z.uuid()
const moment = z.iso.datetime({ offset: true })

export type EnrollmentApi = {
  readonly apiToken: string
  readonly store: EnrollmentStore
  readonly knowsSku: (sku: string) => boolean
  readonly findCourse: (id: string) => ApiCourse | undefined
}

/** A course as the API shows it. */
export type ApiCourse = { readonly id: string; readonly title: string; readonly url: string }

/** Answers `/enrollments…` and `/courses/{course_id}` by the contract in lib/flockjay/openapi.yaml. */
export function answerApi(api: EnrollmentApi, request: EmulatorRequest): EmulatorResponse {
  if (!isAuthorized(api.apiToken, request.headers.authorization))
    return refuse(401, 'unauthorized', 'Authorization: Token … is missing or wrong')
  const [, kind, id] = request.path.split('/')
  if (kind === 'courses') return answerCourse(api, request)
  if (id === undefined || request.path.split('/').length > 3) return answerList(api, request)
  if (!uuid.safeParse(id).success) return refuse(422, 'invalid', 'purchase_id is not a UUID')
  switch (request.method) {
    case 'PUT':
      return answerPut(api, request, id)
    case 'GET':
      return found(shown(api.store.find(id), request))
    case 'DELETE':
      return found(api.store.revoke(id))
    default:
      return refuse(405, 'invalid', 'Method not allowed')
  }
}

function answerCourse(api: EnrollmentApi, { method, path, fault }: EmulatorRequest): EmulatorResponse {
  if (method !== 'GET') return refuse(405, 'invalid', 'Method not allowed')
  const course = api.findCourse(decodeURIComponent(path.slice('/courses/'.length)))
  if (course === undefined) return refuse(404, 'not_found', 'No course has this id')
  if (fault?.effect === 'shows-another-course') return json(200, { ...course, id: 'another-course' })
  return json(200, course)
}

function answerPut(api: EnrollmentApi, request: EmulatorRequest, purchaseId: string): EmulatorResponse {
  api.store.countPut(purchaseId)
  const parsed = enrollmentRequestSchema.safeParse(parseJson(request.body))
  if (!parsed.success) return refuse(422, 'invalid', z.prettifyError(parsed.error).slice(0, 500))
  if (!api.knowsSku(parsed.data.sku)) return refuse(404, 'course_unknown', 'No course has this SKU')
  if (request.fault?.effect === 'no-effect') return json(201, pretended(purchaseId, parsed.data))
  if (request.fault?.effect === 'error-inside') return refuse(200, 'unavailable', 'Could not be stored')
  const held = api.store.find(purchaseId)
  if (held && differs(held, parsed.data))
    return refuse(409, 'conflict', 'This purchase holds another enrolment')
  const { enrollment, created } = api.store.put(purchaseId, parsed.data)
  if (request.fault?.effect === 'already-enrolled')
    return refuse(409, 'already_enrolled', 'The learner is enrolled already')
  return json(created ? 201 : 200, enrollment)
}

function differs(stored: StoredEnrollment, asked: { sku: string; smid: string }): boolean {
  return stored.sku !== asked.sku || stored.smid !== asked.smid
}

/** What a platform says that answers before it stores, and then does not. */
function pretended(purchaseId: string, request: z.infer<typeof enrollmentRequestSchema>): StoredEnrollment {
  const now = new Date().toISOString()
  return { ...request, purchase_id: purchaseId, status: 'active', created_at: now, updated_at: now }
}

/** What GET shows of an enrolment, which under a fault is not what is stored. */
function shown(
  stored: StoredEnrollment | undefined,
  { fault }: EmulatorRequest,
): StoredEnrollment | undefined {
  if (fault?.effect === 'shows-nothing' || !stored) return undefined
  if (fault?.effect === 'shows-revoked') return { ...stored, status: 'revoked' }
  if (fault?.effect === 'shows-another-course') return { ...stored, sku: 'RU-ANOTHER-COURSE' }
  return stored
}

function answerList(api: EnrollmentApi, { method, path, query }: EmulatorRequest): EmulatorResponse {
  if (path !== '/enrollments') return refuse(404, 'not_found', 'No such address')
  if (method !== 'GET') return refuse(405, 'invalid', 'Method not allowed')
  const since = moment.safeParse(query.get('updated_since'))
  if (!since.success) return refuse(400, 'invalid', 'updated_since is not a date and time')
  const from = Date.parse(since.data)
  const after = query.get('cursor') ?? ''
  const rows = api.store
    .all()
    .filter((enrollment) => Date.parse(enrollment.updated_at) >= from && orderKey(enrollment) > after)
    .sort((one, other) => (orderKey(one) < orderKey(other) ? -1 : 1))
  const page = rows.slice(0, PAGE_LENGTH)
  const last = page.at(-1)
  const more = rows.length > page.length && last !== undefined
  return json(200, { data: page, next_cursor: more ? orderKey(last) : null })
}

function orderKey({ updated_at, purchase_id }: StoredEnrollment): string {
  return `${updated_at} ${purchase_id}`
}

function found(enrollment: StoredEnrollment | undefined): EmulatorResponse {
  return enrollment ? json(200, enrollment) : refuse(404, 'not_found', 'No enrolment has this purchase id')
}

function isAuthorized(apiToken: string, header: string | undefined): boolean {
  const expected = Buffer.from(`Token ${apiToken}`)
  const given = Buffer.from(header ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function refuse(status: number, code: string, message: string): EmulatorResponse {
  return json(status, { error: { code, message } })
}

function json(status: number, value: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
