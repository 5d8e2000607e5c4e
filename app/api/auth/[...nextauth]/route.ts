import type { NextRequest } from 'next/server'
import { z } from 'zod'
import { runNextAuth } from '@/app/_session/run-next-auth'
import { afterSignInStep } from '@/app/_session/sign-in-answer'
import { problem } from '@/app/api/_http/problem'
import { services } from '@/lib/runtime/services'

const callbackSchema = z.tuple([z.literal('callback'), z.enum(['cloud', 'staff'])])

/**
 * Where the issuers send a browser back. The only address of next-auth that is open: sign-in begins and ends in our own
 * actions (app/_session), and its other pages would only be more to guard.
 */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const { nextauth } = await params
  const callback = callbackSchema.safeParse(nextauth)
  const realm = callback.data?.[1]
  const options = realm && services().signIn.options(realm)
  if (realm === undefined || options === undefined)
    return problem(404, 'Not found', 'There is nothing at this address.')
  const response = await runNextAuth(request, nextauth, options)
  const location = response.headers.get('location')
  if (location !== null) response.headers.set('location', afterSignInStep(realm, location))
  response.headers.set('cache-control', 'private, no-store')
  response.headers.set('referrer-policy', 'no-referrer')
  return response
}
