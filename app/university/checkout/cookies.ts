import { cookies } from 'next/headers'
import type { Sku } from '@/lib/ids'

const PATH = '/university/checkout'
/** This browser's secret: whose attempts are whose, and who sees a receipt. */
export const BROWSER_COOKIE = 'ru_browser'

/** The sealed hand-off of one unit: one cookie each, so that two tabs with two units do not mix. */
export function handoffCookie(sku: Sku): string {
  return `ru_handoff.${sku}`
}

/** httpOnly, and Lax because the learner comes back from Stripe by a link. */
export function cookieOptions(secure: boolean, maxAge: number) {
  return { httpOnly: true, sameSite: 'lax', secure, path: PATH, maxAge } as const
}

/** Remembered for 90 days from the last purchase link or click. */
export function browserCookieOptions(secure: boolean) {
  return cookieOptions(secure, 90 * 86_400)
}

/** This browser's secret, by which it sees the receipt of what it bought. Undefined before its first purchase. */
export async function readBrowser(): Promise<string | undefined> {
  return (await cookies()).get(BROWSER_COOKIE)?.value
}

/** Remembers this browser. From an action. */
export async function rememberBrowser(browser: string, secure: boolean): Promise<void> {
  ;(await cookies()).set(BROWSER_COOKIE, browser, browserCookieOptions(secure))
}
