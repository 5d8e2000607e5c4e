import { createHash, randomBytes } from 'node:crypto'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { NextRequest } from 'next/server'
import { z } from 'zod'
import { SIGN_IN_PROBLEM } from '@/lib/identity/auth-options'
import type { Realm } from '@/lib/identity/realm'
import { services } from '@/lib/runtime/services'
import { runNextAuth } from './run-next-auth'
import { afterSignInStep } from './sign-in-answer'

/**
 * Sends the browser to the realm's issuer, to come back to `returnTo` (a path of ours). Called from server actions only:
 * the framework's origin check stands in for next-auth's CSRF cookie, which a GET would have to write.
 */
export async function beginSignIn(
  realm: Realm,
  returnTo: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<never> {
  const { signIn, config } = services()
  const options = signIn.options(realm)
  if (options === undefined) redirect(SIGN_IN_PROBLEM[realm])
  if (await signIn.tooMany((await headers()).get('x-forwarded-for')))
    redirect(`${SIGN_IN_PROBLEM[realm]}?error=busy`)
  const jar = await cookies()
  const token = randomBytes(32).toString('hex')
  const hash = createHash('sha256').update(`${token}${options.secret}`).digest('hex')
  const name = options.cookies?.csrfToken?.name ?? ''
  const cookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure: config.secureCookies } as const
  jar.set(name, `${token}|${hash}`, { ...cookieOptions, maxAge: 900 })
  const address = new URL(`/api/auth/signin/${realm}`, config.APP_URL)
  for (const [key, value] of Object.entries(parameters)) address.searchParams.set(key, value)
  const request = new NextRequest(address, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      csrfToken: token,
      callbackUrl: new URL(ownPath(returnTo, realm), config.APP_URL).href,
      json: 'true',
    }),
  })
  const response = await runNextAuth(request, ['signin', realm], options)
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const at = pair.indexOf('=')
    jar.set(pair.slice(0, at), decodeURIComponent(pair.slice(at + 1)), { ...cookieOptions, maxAge: 900 })
  }
  redirect(afterSignInStep(realm, answerSchema.parse(await response.json()).url))
}

const answerSchema = z.object({ url: z.string() })

const PLACES: Readonly<Record<Realm, RegExp>> = { cloud: /^\/university(\/|$)/, staff: /^\/staff(\/|$)/ }

/** Only a path of the realm's own pages; anything else becomes their start. */
function ownPath(path: string, realm: Realm): string {
  const base = 'https://own.invalid'
  if (!URL.canParse(path, base)) return realm === 'staff' ? '/staff' : '/university'
  const { origin, pathname, search } = new URL(path, base)
  if (origin === base && PLACES[realm].test(pathname)) return pathname + search
  return realm === 'staff' ? '/staff' : '/university'
}
