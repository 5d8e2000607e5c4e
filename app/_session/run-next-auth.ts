import NextAuth from 'next-auth'
import type { AuthOptions } from 'next-auth'
import type { NextRequest } from 'next/server'
import { z } from 'zod'

/** One step of next-auth, answered as a Response: its own handler promises nothing about its type. */
export async function runNextAuth(
  request: NextRequest,
  nextauth: readonly string[],
  options: AuthOptions,
): Promise<Response> {
  const answer: unknown = await NextAuth(request, { params: { nextauth: [...nextauth] } }, options)
  return z.instanceof(Response).parse(answer)
}
