import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { accessTo } from './access'
import type { EnrollmentStore } from './enrollment-store'
import { FIRST_LEARNER, learnerByEmail } from './learners'
import { courseList, coursePage, learnPage, loginPage, notFoundPage, type View } from './pages/course-pages'
import { coursePath, type Unit } from './pages/page'
import { signedToken, type SignedLinkOptions } from './signed-link'

export type LearnerPages = {
  readonly store: EnrollmentStore
  readonly courses: () => readonly Unit[]
  readonly checkoutUrl: () => string
  /** Undefined where this platform signs no links. */
  readonly signing: (() => Omit<SignedLinkOptions, 'returnTo'> & { readonly url: string }) | undefined
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
    signs: pages.signing !== undefined,
  }
  const response = request.method === 'GET' ? route(pages, view, request.path) : notFoundPage(view)
  if (!chosen) return response
  const remembered = `learner=${encodeURIComponent(chosen.email)}; Path=/; HttpOnly; SameSite=Lax`
  return { ...response, headers: { ...response.headers, 'set-cookie': remembered } }
}

function route(pages: LearnerPages, view: View, path: string): EmulatorResponse {
  const { courses } = pages
  if (path === '/courses') return courseList(view, courses())
  if (path === '/login') return loginPage(view)
  for (const unit of courses()) {
    if (path === coursePath(unit)) return coursePage(view, unit)
    if (path === `${coursePath(unit)}/learn`) return learnPage(view, unit)
    if (path === `${coursePath(unit)}/purchase`) return toCheckout(pages, view, unit)
  }
  return notFoundPage(view)
}

/** The signed Purchase button: the token is made at the click, because it lives minutes. */
function toCheckout({ signing, checkoutUrl }: LearnerPages, view: View, unit: Unit): EmulatorResponse {
  if (signing === undefined) return notFoundPage(view)
  const { url, ...key } = signing()
  const returnTo = `${url}${coursePath(unit)}/learn`
  const link = new URL(checkoutUrl())
  link.searchParams.set('token', signedToken({ ...key, returnTo }, unit.sku, view.learner))
  return { status: 303, headers: { location: link.href, 'cache-control': 'no-store' } }
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
