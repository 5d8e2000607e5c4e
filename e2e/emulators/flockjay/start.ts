import { startEmulatorServer } from '../emulator-server'
import type { EmulatorServer } from '../emulator-server'
import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { Faults } from '../faults'
import { openStateFile } from '../state-file'
import { answerApi } from './enrollment-api'
import type { ApiCourse } from './enrollment-api'
import {
  emptyEnrollmentData,
  enrollmentDataSchema,
  EnrollmentStore,
  type StoredEnrollment,
} from './enrollment-store'
import { answerLearner } from './learner-pages'
import { coursePath } from './pages/page'
import type { Unit } from './pages/page'

export type FlockjayEmulatorOptions = {
  /** 0 takes a free port. */
  readonly port: number
  readonly apiToken: string
  /** Where Purchase leads, without the query. */
  readonly checkoutUrl: string
  readonly courses: readonly Unit[]
  /** The secret shared with the shop: then Purchase leads through a signed link. */
  readonly handoff?: { readonly kid: string; readonly secret: string }
  /** Keeps the enrolments over a restart. */
  readonly dataFile?: string
}

/** An enrolment, and how often its purchase was put. */
export type SeenEnrollment = StoredEnrollment & { readonly puts: number }

export type FlockjayEmulator = EmulatorServer & {
  readonly faults: Faults
  enrollments(): SeenEnrollment[]
  setCheckoutUrl(url: string): void
  setCourses(courses: readonly Unit[]): void
  /** One course more, as an author there makes it. */
  addCourse(course: Unit): void
}

/**
 * The learning platform: its API by the contract in lib/flockjay/openapi.yaml, and the pages a learner sees. Effects
 * its faults know, on any API call: `redirect-to-login`, `empty-body`, `lost-answer` (done, then the connection breaks);
 * on PUT: `no-effect` (201, nothing stored), `already-enrolled` (stored, then 409), `error-inside` (200 with an error);
 * on GET of one enrolment, lies: `shows-nothing`, `shows-revoked`, `shows-another-course` (the last one on GET of a course,
 * too). A course's address is both a page and, to who asks for JSON, the API's.
 */
export async function startFlockjayEmulator(options: FlockjayEmulatorOptions): Promise<FlockjayEmulator> {
  const file = await openStateFile(options.dataFile, enrollmentDataSchema, emptyEnrollmentData())
  const store = new EnrollmentStore(file)
  const faults = new Faults()
  let { courses, checkoutUrl } = options
  const api = {
    apiToken: options.apiToken,
    store,
    knowsSku: (sku: string) => courses.some((course) => course.sku === sku),
    findCourse: (id: string): ApiCourse | undefined => {
      const unit = courses.find((course) => course.id === id)
      return unit && { id, title: unit.title, url: server.url + coursePath(unit) }
    },
  }
  const { handoff } = options
  const pages = {
    store,
    courses: () => courses,
    checkoutUrl: () => checkoutUrl,
    signing: handoff && (() => ({ ...handoff, url: server.url })),
  }
  const enrollments = (): SeenEnrollment[] =>
    store.all().map((enrollment) => ({ ...enrollment, puts: store.data().puts[enrollment.purchase_id] ?? 0 }))
  const server = await startEmulatorServer({
    name: 'Flockjay',
    port: options.port,
    state: () => ({ enrollments: enrollments(), puts: store.data().puts }),
    reset: () => store.clear(),
    faults,
    handle: (request) => Promise.resolve(isApi(request) ? apiAnswer(request) : answerLearner(pages, request)),
  })
  function apiAnswer(request: EmulatorRequest): EmulatorResponse {
    if (request.fault?.effect === 'redirect-to-login') return { status: 302, headers: { location: '/login' } }
    if (request.fault?.effect === 'empty-body') return { status: 200 }
    const answer = answerApi(api, request)
    return request.fault?.effect === 'lost-answer' ? { ...answer, drop: true } : answer
  }
  return {
    ...server,
    faults,
    enrollments,
    setCheckoutUrl: (url) => {
      checkoutUrl = url
    },
    setCourses: (list) => {
      courses = list
    },
    addCourse: (course) => {
      courses = [...courses, course]
    },
    close: async () => {
      await server.close()
      await file.flush()
    },
  }
}

function isApi({ path, headers }: EmulatorRequest): boolean {
  if (path.startsWith('/courses/')) return headers.accept === 'application/json'
  return path === '/enrollments' || path.startsWith('/enrollments/')
}
