/** The countries of the SDK's `Tax.Registration.CountryOptions` (a test compares them). Israel is not among them. */
const SUPPORTED = new Set(
  `AE AL AM AO AT AU AW AZ BA BB BD BE BF BG BH BJ BS BW BY CA CD CH CI CL CM CO CR CV CY CZ DE DK EC EE EG ES ET FI FR GB
  GE GH GN GR HR HU ID IE IN IS IT JP KE KG KH KR KZ LA LK LT LU LV MA MD ME MK MR MT MU MX MY NG NL NO NP NZ OM PE PH PL
  PT RO RS RU SA SE SG SI SK SN SR TH TJ TR TW TZ UA UG US UY UZ VN ZA ZM ZW`.split(/\s+/),
)

const EU = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

type Tax = { percentage: number; type: 'vat' | 'gst' | 'jct'; name: 'VAT' | 'GST' | 'JCT' }

/** Standard rates as of 2026 (taxation-customs.ec.europa.eu; gov.uk, estv.admin.ch, skatteetaten.no and others). */
const VAT =
  'AT 20 BE 21 BG 20 CY 19 CZ 21 DE 19 DK 25 EE 24 ES 21 FI 25.5 FR 20 GR 24 HR 25 HU 27 IE 23 IT 22 LT 21 LU 17 LV 21 MT 18 NL 21 PL 23 PT 23 RO 21 SE 25 SI 22 SK 23 AE 5 CH 8.1 GB 20 IS 24 KR 10 NO 25 SA 15 TH 7 ZA 15'
const GST = 'AU 10 IN 18 NZ 15 SG 9'

function rates(text: string, tax: Omit<Tax, 'percentage'>): [string, Tax][] {
  return [...text.matchAll(/([A-Z]{2}) ([\d.]+)/g)].map(([, country = '', percentage]) => [
    country,
    { ...tax, percentage: Number(percentage) },
  ])
}

const RATES = new Map<string, Tax>([
  ...rates(VAT, { type: 'vat', name: 'VAT' }),
  ...rates(GST, { type: 'gst', name: 'GST' }),
  ['JP', { percentage: 10, type: 'jct', name: 'JCT' }],
])

/** Whether Stripe Tax can be registered there; anywhere else it says `not_supported` and takes nothing. */
export function isSupported(country: string): boolean {
  return SUPPORTED.has(country)
}

export function supportedCountries(): string[] {
  return [...SUPPORTED]
}

export function inEu(country: string): boolean {
  return EU.has(country)
}

/** The tax on an online course in a country; undefined where this emulator has no rate (US: us-sales-tax.ts). */
export function nationalTax(country: string): Tax | undefined {
  return RATES.get(country)
}
