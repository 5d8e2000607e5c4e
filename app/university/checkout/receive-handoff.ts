import { NextResponse } from 'next/server'
import type { NextRequest } from 'next/server'
import type { Handoff } from '@/lib/handoff/handoff'
import { parsePlainLink } from '@/lib/handoff/parse-plain-link'
import { HANDOFF_LIFETIME_SECONDS } from '@/lib/handoff/seal'
import { skuSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'
import { BROWSER_COOKIE, browserCookieOptions, cookieOptions, handoffCookie } from './cookies'
import type { Problem } from './problem'

/**
 * Takes the Purchase button's link: a redirect to the clean address with the hand-off sealed in a cookie when it was
 * good, the problem when it was not, undefined at the clean address. Writes no row.
 */
export async function receiveHandoff(request: NextRequest): Promise<NextResponse | Problem | undefined> {
  const query = request.nextUrl.searchParams
  if (query.has('token')) return receiveSigned(request, query)
  if (query.has('smid')) {
    const link = parsePlainLink(query)
    return link.ok ? accept(request, link.handoff) : link.problem
  }
  return withoutLink(request)
}

async function receiveSigned(request: NextRequest, query: URLSearchParams): Promise<NextResponse | Problem> {
  const tokens = query.getAll('token')
  if (tokens.length > 1 || query.has('sku') || query.has('smid')) return 'repeated'
  const { handoff, log } = services()
  const link = await handoff.verify(tokens[0] ?? '')
  if (!link.ok) {
    if (link.problem === 'link-untrusted') log.warn({ kid: link.kid }, 'a signed link could not be trusted')
    return link.problem
  }
  if (link.readableEmail)
    log.warn('a signed link carries e-mail or name in clear: ignored, it has to be encrypted')
  return accept(request, link.handoff)
}

async function accept(request: NextRequest, handoff: Handoff): Promise<NextResponse | Problem> {
  const { handoff: seal, catalog, config, checkout } = services()
  const course = await catalog.bySku(handoff.sku)
  if (course === undefined) return 'sku-unknown'
  if (course.sale === 'retired') return 'retired'
  if (course.sale === 'announced') return 'not-on-sale'
  const clean = new URL('/university/checkout', config.APP_URL)
  clean.searchParams.set('sku', handoff.sku)
  const response = NextResponse.redirect(clean, 303)
  response.cookies.set(
    handoffCookie(handoff.sku),
    await seal.seal(handoff),
    cookieOptions(config.secureCookies, HANDOFF_LIFETIME_SECONDS),
  )
  // Now and not at the first click: two tabs or two clicks at once must be one browser (its attempts are its own).
  if (!request.cookies.has(BROWSER_COOKIE))
    response.cookies.set(BROWSER_COOKIE, checkout.newBrowser(), browserCookieOptions(config.secureCookies))
  return response
}

/** The clean address needs a hand-off, unless one can sign in here: then the course page's Buy leads to it directly. */
async function withoutLink(request: NextRequest): Promise<Problem | undefined> {
  const values = request.nextUrl.searchParams.getAll('sku')
  if (values.length > 1) return 'repeated'
  if (!values[0]) return 'sku-missing'
  const sku = skuSchema.safeParse(values[0])
  if (!sku.success) return 'sku-malformed'
  const { handoff, signIn, catalog } = services()
  const sealed = request.cookies.get(handoffCookie(sku.data))?.value
  const opened = sealed === undefined ? undefined : await handoff.open(sealed)
  if (opened?.sku === sku.data) return undefined
  if (!signIn.cloudConfigured) return 'handoff-missing'
  const course = await catalog.bySku(sku.data)
  if (course === undefined) return 'sku-unknown'
  if (course.sale === 'retired') return 'retired'
  return course.sale === 'announced' ? 'not-on-sale' : undefined
}
