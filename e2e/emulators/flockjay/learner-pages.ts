import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { accessTo } from './access'
import type { EnrollmentStore } from './enrollment-store'
import { FIRST_LEARNER, learnerByEmail } from './learners'
import { courseList, coursePage, learnPage, loginPage, notFoundPage, type View } from './pages/course-pages'
import { coursePath, type Unit } from './pages/page'

export type LearnerPages = {
  readonly store: EnrollmentStore
  readonly courses: () => readonly Unit[]
  readonly checkoutUrl: () => string
}

/** Answers a learner's browser. `?learner=` on any page switches the learner and is remembered in a cookie. */
export function answerLearner(pages: LearnerPages, request: EmulatorRequest): EmulatorResponse {
  if (request.path === '/') return { status: 302, headers: { location: '/courses' } }
  const chosen = learnerByEmail(request.query.get('learner'))
  const learner = chosen ?? learnerByEmail(cookie(request, 'learner')) ?? FIRST_LEARNER
  const view: View = {
    learner,
    path: request.path,
    access: ({ sku }) => accessTo(sku, learner, pages.store.all()),
    checkoutUrl: pages.checkoutUrl(),
  }
  const response = request.method === 'GET' ? route(pages, view, request.path) : notFoundPage(view)
  if (!chosen) return response
  const remembered = `learner=${encodeURIComponent(chosen.email)}; Path=/; HttpOnly; SameSite=Lax`
  return { ...response, headers: { ...response.headers, 'set-cookie': remembered } }
}

function route({ courses }: LearnerPages, view: View, path: string): EmulatorResponse {
  if (path === '/courses') return courseList(view, courses())
  if (path === '/login') return loginPage(view)
  for (const unit of courses()) {
    if (path === coursePath(unit)) return coursePage(view, unit)
    if (path === `${coursePath(unit)}/learn`) return learnPage(view, unit)
  }
  return notFoundPage(view)
}

function cookie(request: EmulatorRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=')
    if (key === name && value !== undefined) return decoded(value)
  }
  return undefined
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
