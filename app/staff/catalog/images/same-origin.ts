/**
 * Whether a page of ours sent this. Route handlers have no such check of the framework's, and a browser sends the sign-in
 * cookie along for whoever makes it post a form.
 */
export function isSameOrigin(headers: Headers, appUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const origin = headers.get('origin')
  return origin === null ? site !== null : origin === new URL(appUrl).origin
}
