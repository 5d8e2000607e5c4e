/**
 * What a dynamic page may load and do. Scripts only by nonce; forms only to us and on to payment and sign-in, because
 * browsers hold a form's redirect to `form-action` too.
 */
export function contentSecurityPolicy({
  nonce,
  paymentOrigin,
  signInOrigins,
  development,
  embeddedForm,
  frame = 'apart',
}: {
  nonce: string
  paymentOrigin: string
  /** Where the sign-in forms lead. */
  signInOrigins: readonly string[]
  development: boolean
  /** The page shows Stripe's payment form. */
  embeddedForm: boolean
  /** It shows pages of ours in frames, or is shown in one; else neither. */
  frame?: 'around' | 'within' | 'apart'
}): string {
  const stripe = embeddedForm ? stripeSources(paymentOrigin) : NO_SOURCES
  const evaluation = development ? " 'unsafe-eval'" : ''
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${evaluation}${stripe.script}`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:${stripe.image}`,
    "font-src 'self'",
    `connect-src 'self'${stripe.connect}`,
    ...(embeddedForm ? [`frame-src${stripe.frame}`] : []),
    ...(frame === 'around' ? ["frame-src 'self'"] : []),
    "manifest-src 'self'",
    `form-action ${["'self'", paymentOrigin, ...signInOrigins].join(' ')}`,
    `frame-ancestors ${frame === 'within' ? "'self'" : "'none'"}`,
    "base-uri 'none'",
  ].join('; ')
}

type Sources = Readonly<Record<'script' | 'connect' | 'frame' | 'image', string>>

const NO_SOURCES: Sources = { script: '', connect: '', frame: '', image: '' }

/**
 * What Stripe's script and embedded form need (docs.stripe.com/security/guide, "Content Security Policy": the lists of
 * Stripe.js and of Checkout together). Browsers that know 'strict-dynamic' take scripts from Stripe's loader whatever
 * the list says; it is for the others. `paymentOrigin` is Checkout's own, or where STRIPE_API_URL says Stripe is.
 */
function stripeSources(paymentOrigin: string): Sources {
  const scripts = ['https://js.stripe.com', 'https://*.js.stripe.com', paymentOrigin]
  return {
    script: list(scripts),
    connect: list(['https://api.stripe.com', ...scripts]),
    frame: list([...scripts, 'https://hooks.stripe.com']),
    image: list(['https://*.stripe.com']),
  }
}

function list(origins: readonly string[]): string {
  return origins.map((origin) => ` ${origin}`).join('')
}
