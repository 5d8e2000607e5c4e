import { cookies } from 'next/headers'
import type { Sku } from '@/lib/ids'

const PATH = '/university/checkout'
const BROWSER = 'ru_browser'

/** The sealed hand-off of one unit: one cookie each, so that two tabs with two units do not mix. */
export function handoffCookie(sku: Sku): string {
  return `ru_handoff.${sku}`
}

/** httpOnly, and Lax because the learner comes back from Stripe by a link. */
export function cookieOptions(secure: boolean, maxAge: number) {
  return { httpOnly: true, sameSite: 'lax', secure, path: PATH, maxAge } as const
}

/** This browser's secret, by which it sees the receipt of what it bought. Undefined before its first purchase. */
export async function readBrowser(): Promise<string | undefined> {
  return (await cookies()).get(BROWSER)?.value
}

/** Remembers this browser for 90 days. Only from an action: a GET writes nothing. */
export async function rememberBrowser(browser: string, secure: boolean): Promise<void> {
  ;(await cookies()).set(BROWSER, browser, cookieOptions(secure, 90 * 86_400))
}
