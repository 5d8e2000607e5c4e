import type Stripe from 'stripe'
import { type StripeFault, invalidRequest } from './errors'

type TaxIdType = Stripe.TaxIdCreateParams.Type
export type GivenTaxId = { type: TaxIdType; value: string }

/** VAT numbers of the European Union behind their country's letters (VIES, "Q11: What is the format of a VAT number"). */
const EU_VAT: Record<string, RegExp> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  EL: /^\d{9}$/,
  ES: /^[A-Z\d]\d{7}[A-Z\d]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z\d]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^\d[A-Z\d+*]\d{5}[A-Z]{1,2}$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z\d+*]{10}\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12})$/,
}

/** Formats after the examples of docs.stripe.com/billing/customer/tax-ids, without spaces and in capitals. */
const FORMATS: Record<string, RegExp> = {
  ae_trn: /^\d{15}$/,
  au_abn: /^\d{11}$/,
  br_cnpj: /^\d{2}\.?\d{3}\.?\d{3}\/?\d{4}-?\d{2}$/,
  ca_bn: /^\d{9}$/,
  ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3}(MWST|TVA|IVA)$/,
  gb_vat: /^GB(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  il_vat: /^\d{9}$/,
  in_gst: /^\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]{3}$/,
  jp_cn: /^\d{13}$/,
  jp_trn: /^T\d{13}$/,
  kr_brn: /^\d{3}-?\d{2}-?\d{5}$/,
  mx_rfc: /^[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}$/,
  no_vat: /^\d{9}MVA$/,
  nz_gst: /^\d{8,9}$|^\d{3}-\d{3}-\d{3}$/,
  sg_gst: /^[A-Z\d]\d{7,8}[A-Z\d]$/,
  us_ein: /^\d{2}-?\d{7}$/,
  za_vat: /^4\d{9}$/,
}

/** All other types: anything that could be a number of some authority. */
const LOOSE = /^[A-Z\d][A-Z\d./&+*-]{2,29}$/

/** Values that end a check at the government in a known way (docs.stripe.com/billing/customer/tax-ids, "Testing"; from memory). */
const MAGIC: Record<string, Stripe.TaxId.Verification.Status> = {
  '000000000': 'verified',
  '111111111': 'unverified',
  '222222222': 'pending',
}
/** The types Stripe looks up: in VIES, at HMRC and in the Australian register. */
const LOOKED_UP = new Set<string>(['au_abn', 'eu_vat', 'gb_vat'])

/** Stripe is not known to mind spaces and small letters (guess). */
function plain(value: string): string {
  return value.replaceAll(/\s/g, '').toUpperCase()
}

export function isTaxId(type: TaxIdType, value: string): boolean {
  const text = plain(value)
  if (LOOKED_UP.has(type) && Object.hasOwn(MAGIC, text)) return true
  if (type === 'eu_vat') return EU_VAT[text.slice(0, 2)]?.test(text.slice(2)) === true
  return (FORMATS[type] ?? LOOSE).test(text)
}

/** Throws Stripe's refusal of a malformed number (docs.stripe.com/tax/custom#tax-ids). */
export function refuseTaxId({ type, value }: GivenTaxId, param: string): void {
  const refusal: StripeFault | undefined = isTaxId(type, value)
    ? undefined
    : invalidRequest(`Invalid value for ${type}.`, { param, code: 'tax_id_invalid' })
  if (refusal) throw refusal
}

/** The country a tax ID is from; null where its type and value do not say. */
export function taxIdCountry(type: TaxIdType, value: string): string | null {
  const letters = type === 'eu_vat' ? plain(value).slice(0, 2) : type.slice(0, 2).toUpperCase()
  if (letters === 'EL') return 'GR'
  if (letters === 'XI') return 'GB'
  return type === 'unknown' || type === 'eu_oss_vat' || !/^[A-Z]{2}$/.test(letters) ? null : letters
}

/**
 * What Stripe found out about a tax ID. It asks the authorities in the background and tells later; here the answer is
 * there at once, and good for every well-formed number but the two made for testing.
 */
export function verificationOf(type: TaxIdType, value: string): Stripe.TaxId.Verification {
  if (!LOOKED_UP.has(type)) return { status: 'unavailable', verified_address: null, verified_name: null }
  const status = MAGIC[plain(value)] ?? 'verified'
  const found = status === 'verified'
  return {
    status,
    verified_address: found ? 'TEST VERIFIED ADDRESS' : null,
    verified_name: found ? 'TEST VERIFIED NAME' : null,
  }
}
