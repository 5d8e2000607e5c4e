import { NextResponse } from 'next/server'
import type { NextRequest } from 'next/server'
import { contentSecurityPolicy } from '@/app/_security/content-security-policy'
import { PAY_PATH } from '@/app/university/checkout/pay/path'
import { PROBLEM_HEADER } from '@/app/university/checkout/problem'
import { receiveHandoff } from '@/app/university/checkout/receive-handoff'
import { services } from '@/lib/runtime/services'

/**
 * Dynamic pages only: static ones are served without passing here, and a pattern that only might have meant them cost a
 * sixth of their speed (measured). next.config.ts names the same places.
 */
export const config = {
  matcher: [
    '/university/checkout/:path*',
    '/university/checkout',
    '/university/my-courses',
    '/university/preview/:path*',
    '/university/sign-in',
    '/staff/:path*',
    '/staff',
  ],
}

/**
 * Gives each dynamic page its nonce, and moves a hand-off out of the address: the Purchase button's link becomes a
 * sealed cookie and a clean address (R1). What is wrong with a link is told to the page, which answers 404 with words.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (isTooLarge(request)) return secured(new NextResponse('This is too large.', { status: 413 }))
  const handoff = isCheckoutView(request) ? await receiveHandoff(request) : undefined
  if (handoff instanceof NextResponse) return secured(handoff)
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const embeddedForm = request.nextUrl.pathname === PAY_PATH
  if (embeddedForm && !isDocument(request)) return secured(new NextResponse(null, { status: 204 }))
  const frame = frameOf(request.nextUrl.pathname)
  const policy = contentSecurityPolicy({ nonce, embeddedForm, frame, ...services().config })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  headers.delete(PROBLEM_HEADER)
  if (handoff !== undefined) headers.set(PROBLEM_HEADER, handoff)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  if (frame === 'within') response.headers.set('x-frame-options', 'SAMEORIGIN')
  // Banks and wallets open windows from within Stripe's form and have to find their way back to it.
  if (embeddedForm) response.headers.set('cross-origin-opener-policy', 'same-origin-allow-popups')
  return secured(response)
}

const MOST_BYTES = 1_000_000
/** Staff bring files here; what these places take, they bound themselves. */
const FILES = /^\/staff\/catalog\/(transfer|images)$/

/** The framework has one limit for all forms, and a catalog's file needs more than anybody else may send. */
function isTooLarge({ headers, nextUrl }: NextRequest): boolean {
  return Number(headers.get('content-length') ?? 0) > MOST_BYTES && !FILES.test(nextUrl.pathname)
}

/** Previews are shown in frames, by one staff page and by nothing else. */
function frameOf(pathname: string): 'around' | 'within' | 'apart' {
  if (pathname.startsWith('/university/preview/')) return 'within'
  return /^\/staff\/catalog\/[^/]+\/preview$/.test(pathname) ? 'around' : 'apart'
}

/**
 * Whether a browser opens this as a page. The payment form's page has a policy of its own, and a step within the page
 * before it would stay under that one's: answered with nothing, the framework opens the page anew.
 */
function isDocument({ headers }: NextRequest): boolean {
  return (headers.get('sec-fetch-dest') ?? 'document') === 'document'
}

function isCheckoutView({ method, nextUrl }: NextRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && nextUrl.pathname === '/university/checkout'
}

/**
 * These pages carry a person's purchase: not stored, not framed, not named to another site. Not `no-referrer`: browsers
 * then send forms without their origin, which the framework's CSRF check rightly refuses.
 */
function secured(response: NextResponse): NextResponse {
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('cache-control', 'private, no-store')
  response.headers.set('x-robots-tag', 'noindex')
  return response
}
