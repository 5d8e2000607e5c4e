import { z } from 'zod'

/** Billing countries offered, ISO 3166-1. Left out: places Stripe does not serve (docs.stripe.com, prohibited regions). */
const CODES =
  'AD AE AG AL AM AO AR AT AU AZ BA BB BD BE BG BH BJ BN BO BR BS BT BW BZ CA CH CI CL CM CO CR CV CY CZ DE DJ DK DM DO DZ EC EE EG ES ET FI FJ FR GA GB GD GE GH GM GN GR GT GY HK HN HR HU ID IE IL IN IS IT JM JO JP KE KG KH KM KN KR KW KZ LA LC LK LS LT LU LV MA MC MD ME MG MK MN MO MR MT MU MV MW MX MY MZ NA NG NI NL NO NP NZ OM PA PE PG PH PK PL PT PY QA RO RS RW SA SB SC SE SG SI SK SM SN SR SV SZ TH TL TN TO TR TT TW TZ UA UG US UY UZ VC VN VU WS ZA ZM'.split(
    ' ',
  )

const names = new Intl.DisplayNames('en', { type: 'region' })

export type Country = { readonly code: string; readonly name: string }

/** Every billing country with its English name, in alphabetical order. */
export const COUNTRIES: readonly Country[] = CODES.map((code) => ({
  code,
  name: names.of(code) ?? code,
})).sort((a, b) => a.name.localeCompare(b.name, 'en'))

export const countrySchema = z.string().refine((code) => CODES.includes(code))

/**
 * A first guess from the request, always changeable: the proxy's country header, else the language's region, else the
 * United States.
 */
export function guessCountry(headers: { get: (name: string) => string | null }): string {
  const region = /^[a-z]{2,3}-([A-Z]{2})\b/.exec(headers.get('accept-language') ?? '')?.[1]
  const candidates = [headers.get('cf-ipcountry'), headers.get('x-vercel-ip-country'), region]
  return candidates.find((code) => code && CODES.includes(code)) ?? 'US'
}
