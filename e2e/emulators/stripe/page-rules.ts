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

  // facts: `embedded_page` takes `return_url` and refuses the other two. Wording: guess.
  hostedUrlsOfEmbeddedPage: ({ success_url, cancel_url, ui_mode }) =>
    ui_mode === 'embedded_page' && (success_url ?? cancel_url) !== undefined
      ? invalidRequest('`success_url` and `cancel_url` cannot be used when `ui_mode` is `embedded_page`.', {
          param: success_url === undefined ? 'cancel_url' : 'success_url',
        })
      : undefined,

  // This emulator serves the hosted page only; a session nobody could pay must not be made.
  unsupportedUiMode: ({ ui_mode }) =>
    (ui_mode ?? 'hosted_page') === 'hosted_page'
      ? undefined
      : invalidRequest(`ui_mode ${String(ui_mode)} is not available in this test environment.`, {
          param: 'ui_mode',
        }),

  malformedSuccessUrl: ({ success_url }) => notAUrl(success_url, 'success_url'),

  malformedCancelUrl: ({ cancel_url }) => notAUrl(cancel_url, 'cancel_url'),

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
