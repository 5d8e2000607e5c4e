import { NextResponse } from 'next/server'
import type { NextRequest } from 'next/server'
import { contentSecurityPolicy } from '@/app/_security/content-security-policy'
import { cookieOptions, handoffCookie } from '@/app/university/checkout/cookies'
import { PROBLEM_HEADER } from '@/app/university/checkout/problem'
import type { Problem } from '@/app/university/checkout/problem'
import { parsePlainLink } from '@/lib/handoff/parse-plain-link'
import { HANDOFF_LIFETIME_SECONDS } from '@/lib/handoff/seal'
import { skuSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'

/** Dynamic pages only: the static ones are served without passing here. */
export const config = { matcher: ['/university/checkout/:path*', '/university/checkout'] }

/**
 * Gives each dynamic page its nonce, and moves a hand-off out of the address: the Purchase button's link becomes a
 * sealed cookie and a clean address (R1). What is wrong with a link is told to the page, which answers 404 with words.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const handoff = isCheckoutView(request) ? await receiveHandoff(request) : undefined
  if (handoff instanceof NextResponse) return secured(handoff)
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const policy = contentSecurityPolicy({ nonce, ...services().config })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  headers.delete(PROBLEM_HEADER)
  if (handoff !== undefined) headers.set(PROBLEM_HEADER, handoff)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return secured(response)
}

function isCheckoutView({ method, nextUrl }: NextRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && nextUrl.pathname === '/university/checkout'
}

/** A redirect when the link was good, the problem when it was not, undefined at the clean address. */
async function receiveHandoff(request: NextRequest): Promise<NextResponse | Problem | undefined> {
  const query = request.nextUrl.searchParams
  if (!query.has('smid')) return missingHandoff(request)
  const link = parsePlainLink(query)
  if (!link.ok) return link.problem
  const { handoff, catalog, config: settings } = services()
  const course = await catalog.bySku(link.handoff.sku)
  if (course === undefined) return 'sku-unknown'
  if (course.sale === 'retired') return 'retired'
  if (course.sale === 'announced') return 'not-on-sale'
  const clean = new URL('/university/checkout', settings.APP_URL)
  clean.searchParams.set('sku', link.handoff.sku)
  const response = NextResponse.redirect(clean, 303)
  const sealed = await handoff.seal(link.handoff)
  response.cookies.set(
    handoffCookie(link.handoff.sku),
    sealed,
    cookieOptions(settings.secureCookies, HANDOFF_LIFETIME_SECONDS),
  )
  return response
}

async function missingHandoff(request: NextRequest): Promise<Problem | undefined> {
  const values = request.nextUrl.searchParams.getAll('sku')
  if (values.length > 1) return 'repeated'
  if (!values[0]) return 'sku-missing'
  const sku = skuSchema.safeParse(values[0])
  if (!sku.success) return 'sku-malformed'
  const sealed = request.cookies.get(handoffCookie(sku.data))?.value
  if (sealed === undefined) return 'handoff-missing'
  const opened = await services().handoff.open(sealed)
  return opened?.sku === sku.data ? undefined : 'handoff-missing'
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
