/**
 * What a dynamic page may load and do. Scripts only by nonce; forms only to us and on to payment and sign-in, because
 * browsers hold a form's redirect to `form-action` too.
 */
export function contentSecurityPolicy({
  nonce,
  paymentOrigin,
  signInOrigins,
  development,
}: {
  nonce: string
  paymentOrigin: string
  /** Where the sign-in forms lead. */
  signInOrigins: readonly string[]
  development: boolean
}): string {
  const evaluation = development ? " 'unsafe-eval'" : ''
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    `form-action ${["'self'", paymentOrigin, ...signInOrigins].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
