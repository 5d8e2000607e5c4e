/** Countries of the select, by their two letters. Stripe's own list is longer; these have a name in every browser. */
const CODES =
  'AE AR AT AU BE BG BR CA CH CL CO CR CY CZ DE DK EE ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE KR LT LU LV MA MT MX MY NG NL NO NZ PE PH PK PL PT RO SA SE SG SI SK TH TR TW UA US UY VN ZA'

const names = new Intl.DisplayNames('en', { type: 'region' })

export const COUNTRIES: readonly { code: string; name: string }[] = CODES.split(' ')
  .map((code) => ({ code, name: names.of(code) ?? code }))
  .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))

export function isCountry(code: string): boolean {
  return COUNTRIES.some((country) => country.code === code)
}

/** Where Checkout asks for a postal code even when it asks for nothing else of the address. */
const WITH_POSTAL_CODE = new Set(['US', 'CA', 'GB'])

export function needsPostalCode(code: string): boolean {
  return WITH_POSTAL_CODE.has(code)
}

const TAX_ID_TYPES: Record<string, string> = {
  AE: 'ae_trn',
  AU: 'au_abn',
  BR: 'br_cnpj',
  CA: 'ca_bn',
  CH: 'ch_vat',
  CL: 'cl_tin',
  GB: 'gb_vat',
  HK: 'hk_br',
  ID: 'id_npwp',
  IL: 'il_vat',
  IN: 'in_gst',
  IS: 'is_vat',
  JP: 'jp_cn',
  KE: 'ke_pin',
  KR: 'kr_brn',
  MX: 'mx_rfc',
  MY: 'my_itn',
  NO: 'no_vat',
  NZ: 'nz_gst',
  SA: 'sa_vat',
  SG: 'sg_gst',
  TH: 'th_vat',
  TR: 'tr_tin',
  TW: 'tw_vat',
  UA: 'ua_vat',
  US: 'us_ein',
  UY: 'uy_ruc',
  VN: 'vn_tin',
  ZA: 'za_vat',
}

const EU = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

/** The kind of tax ID a business of this country has (docs.stripe.com/tax/checkout/tax-ids#supported-types). */
export function taxIdType(country: string): string {
  return TAX_ID_TYPES[country] ?? (EU.has(country) ? 'eu_vat' : 'unknown')
}
