import { type StripeFault, invalidRequest } from './errors'
import { type SessionRule, onlyOne } from './session-rule'

const MINUTE = 60
const MAX_CUSTOM_TEXT = 1200

/** How the page works and looks, and how long it lives. */
export const pageRules = {
  unsupportedMode: ({ mode }) =>
    mode === 'payment'
      ? undefined
      : mode === undefined
        ? invalidRequest('Missing required param: mode.', { param: 'mode', code: 'parameter_missing' })
        : invalidRequest(`mode ${mode} is not available in this test environment.`, { param: 'mode' }),

  missingSuccessUrl: ({ success_url, ui_mode }) =>
    (ui_mode ?? 'hosted_page') === 'hosted_page' && success_url === undefined
      ? invalidRequest('Missing required param: success_url.', {
          param: 'success_url',
          code: 'parameter_missing',
        })
      : undefined,

  // SDK types: `return_url` belongs to the embedded modes. Wording: guess.
  returnUrlOfHostedPage: ({ return_url, ui_mode }) =>
    (ui_mode ?? 'hosted_page') === 'hosted_page' && return_url !== undefined
      ? invalidRequest('`return_url` cannot be used when `ui_mode` is `hosted_page`.', {
          param: 'return_url',
        })
      : undefined,

  // SDK types: not allowed there. Wording seen at Stripe for another mode (laravel/cashier-stripe issue 1780).
  hostedUrlsOfEmbeddedPage: ({ success_url, cancel_url, ui_mode }) => {
    if (ui_mode !== 'embedded_page') return undefined
    const given = Object.entries({ cancel_url, success_url }).flatMap(([name, url]) =>
      url === undefined ? [] : name,
    )
    return given.length > 0
      ? invalidRequest(
          `The following parameters are not supported with \`ui_mode: embedded_page\`: ${given.join(', ')}.`,
          { param: given[0] ?? 'success_url' },
        )
      : undefined
  },

  // docs.stripe.com/payments/checkout/custom-success-page: without one, redirects have to be switched off. Wording: guess.
  missingReturnUrl: ({ return_url, redirect_on_completion, ui_mode }) =>
    ui_mode === 'embedded_page' && return_url === undefined && redirect_on_completion !== 'never'
      ? invalidRequest('Missing required param: return_url.', {
          param: 'return_url',
          code: 'parameter_missing',
        })
      : undefined,

  // Refused by Stripe (laravel/cashier-stripe issue 1629). Wording: guess.
  returnUrlWithoutRedirect: ({ return_url, redirect_on_completion, ui_mode }) =>
    ui_mode === 'embedded_page' && return_url !== undefined && redirect_on_completion === 'never'
      ? invalidRequest('`return_url` cannot be used when `redirect_on_completion` is `never`.', {
          param: 'return_url',
        })
      : undefined,

  // SDK types: "applies to `ui_mode: embedded_page`". Wording: guess.
  redirectOfHostedPage: ({ redirect_on_completion, ui_mode }) =>
    (ui_mode ?? 'hosted_page') === 'hosted_page' && redirect_on_completion !== undefined
      ? invalidRequest('`redirect_on_completion` cannot be used when `ui_mode` is `hosted_page`.', {
          param: 'redirect_on_completion',
        })
      : undefined,

  // This emulator serves the hosted page and the embedded one; a session nobody could pay must not be made.
  unsupportedUiMode: ({ ui_mode }) =>
    ['hosted_page', 'embedded_page'].includes(ui_mode ?? 'hosted_page')
      ? undefined
      : invalidRequest(`ui_mode ${String(ui_mode)} is not available in this test environment.`, {
          param: 'ui_mode',
        }),

  malformedSuccessUrl: ({ success_url }) => notAUrl(success_url, 'success_url'),

  malformedCancelUrl: ({ cancel_url }) => notAUrl(cancel_url, 'cancel_url'),

  malformedReturnUrl: ({ return_url }) => notAUrl(return_url, 'return_url'),

  expiresTooSoon: ({ expires_at }, { now }) =>
    expires_at !== undefined && expires_at < now + 30 * MINUTE
      ? invalidRequest(
          'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
          {
            param: 'expires_at',
          },
        )
      : undefined,

  expiresTooLate: ({ expires_at }, { now }) =>
    expires_at !== undefined && expires_at > now + 24 * 60 * MINUTE
      ? invalidRequest(
          'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
          {
            param: 'expires_at',
          },
        )
      : undefined,

  // SDK types: "An image … to use as logo/icon"; a page shows one of them. Wording: guess.
  logoAndIcon: ({ branding_settings }) =>
    branding_settings?.logo !== undefined && branding_settings.icon !== undefined
      ? onlyOne('branding_settings[icon]', 'branding_settings[icon], branding_settings[logo]')
      : undefined,

  brandingColour: ({ branding_settings }) => {
    const colours = [branding_settings?.background_color, branding_settings?.button_color]
    const bad = colours.find((colour) => colour && !/^#[0-9a-f]{6}$/i.test(colour))
    return bad
      ? invalidRequest(`Invalid hex color: ${bad}`, { param: 'branding_settings[button_color]' })
      : undefined
  },

  longCustomText: ({ custom_text }) => {
    const long = Object.entries(custom_text ?? {}).find(
      ([, text]) => text && text.message.length > MAX_CUSTOM_TEXT,
    )
    return long
      ? invalidRequest(`Invalid string: must be at most ${MAX_CUSTOM_TEXT} characters`, {
          param: `custom_text[${long[0]}][message]`,
        })
      : undefined
  },
} satisfies Record<string, SessionRule>

/** The template `{CHECKOUT_SESSION_ID}` is allowed anywhere in the address. Wording seen at Stripe. */
function notAUrl(url: string | undefined, param: string): StripeFault | undefined {
  if (url === undefined) return undefined
  const address = URL.parse(url.replaceAll('{CHECKOUT_SESSION_ID}', 'x'))
  const web = address?.protocol === 'http:' || address?.protocol === 'https:'
  return web ? undefined : invalidRequest('Not a valid URL', { param, code: 'url_invalid' })
}
