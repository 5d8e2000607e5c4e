/** A tax id a company in one country may have, as Stripe names its type. */
export type TaxIdType = {
  readonly country: string
  readonly type: string
  /** What people there call it. */
  readonly name: string
  readonly example: string
  readonly pattern: RegExp
}

/**
 * Types, names and examples of docs.stripe.com/billing/customer/tax-ids; the patterns follow the examples, and the known
 * formats of the EU's VAT numbers (ec.europa.eu/taxation_customs/vies). Typed without dots, dashes and spaces: they are
 * judged without. Stripe has the last word.
 */
const TABLE: readonly (readonly [
  country: string,
  type: string,
  name: string,
  example: string,
  pattern: string,
])[] = [
  ['AT', 'eu_vat', 'VAT number', 'ATU12345678', 'ATU\\d{8}'],
  ['BE', 'eu_vat', 'VAT number', 'BE0123456789', 'BE[01]\\d{9}'],
  ['BG', 'eu_vat', 'VAT number', 'BG0123456789', 'BG\\d{9,10}'],
  ['CY', 'eu_vat', 'VAT number', 'CY12345678Z', 'CY\\d{8}[A-Z]'],
  ['CZ', 'eu_vat', 'VAT number', 'CZ1234567890', 'CZ\\d{8,10}'],
  ['DE', 'eu_vat', 'VAT number', 'DE123456789', 'DE\\d{9}'],
  ['DK', 'eu_vat', 'VAT number', 'DK12345678', 'DK\\d{8}'],
  ['EE', 'eu_vat', 'VAT number', 'EE123456789', 'EE\\d{9}'],
  ['ES', 'eu_vat', 'VAT number', 'ESA1234567Z', 'ES[A-Z0-9]\\d{7}[A-Z0-9]'],
  ['FI', 'eu_vat', 'VAT number', 'FI12345678', 'FI\\d{8}'],
  ['FR', 'eu_vat', 'VAT number', 'FRAB123456789', 'FR[A-Z0-9]{2}\\d{9}'],
  ['GR', 'eu_vat', 'VAT number', 'EL123456789', 'EL\\d{9}'],
  ['HR', 'eu_vat', 'VAT number', 'HR12345678912', 'HR\\d{11}'],
  ['HU', 'eu_vat', 'VAT number', 'HU12345678', 'HU\\d{8}'],
  ['IE', 'eu_vat', 'VAT number', 'IE1234567AB', 'IE\\d[A-Z0-9+*]\\d{5}[A-Z]{1,2}'],
  ['IT', 'eu_vat', 'VAT number', 'IT12345678912', 'IT\\d{11}'],
  ['LT', 'eu_vat', 'VAT number', 'LT123456789123', 'LT(\\d{9}|\\d{12})'],
  ['LU', 'eu_vat', 'VAT number', 'LU12345678', 'LU\\d{8}'],
  ['LV', 'eu_vat', 'VAT number', 'LV12345678912', 'LV\\d{11}'],
  ['MT', 'eu_vat', 'VAT number', 'MT12345678', 'MT\\d{8}'],
  ['NL', 'eu_vat', 'VAT number', 'NL123456789B12', 'NL\\d{9}B\\d{2}'],
  ['PL', 'eu_vat', 'VAT number', 'PL1234567890', 'PL\\d{10}'],
  ['PT', 'eu_vat', 'VAT number', 'PT123456789', 'PT\\d{9}'],
  ['RO', 'eu_vat', 'VAT number', 'RO1234567891', 'RO\\d{2,10}'],
  ['SE', 'eu_vat', 'VAT number', 'SE123456789123', 'SE\\d{12}'],
  ['SI', 'eu_vat', 'VAT number', 'SI12345678', 'SI\\d{8}'],
  ['SK', 'eu_vat', 'VAT number', 'SK1234567891', 'SK\\d{10}'],
  ['AE', 'ae_trn', 'tax registration number', '123456789012345', '\\d{15}'],
  ['AR', 'ar_cuit', 'CUIT', '12-3456789-01', '\\d{11}'],
  ['AU', 'au_abn', 'business number (ABN)', '12345678912', '\\d{11}'],
  ['BR', 'br_cnpj', 'CNPJ', '01.234.456/5432-10', '\\d{14}'],
  ['CA', 'ca_bn', 'business number', '123456789', '\\d{9}'],
  ['CA', 'ca_gst_hst', 'GST/HST number', '123456789RT0002', '\\d{9}RT\\d{4}'],
  ['CA', 'ca_qst', 'QST number (Québec)', '1234567890TQ1234', '\\d{10}TQ\\d{4}'],
  ['CH', 'ch_vat', 'VAT number', 'CHE-123.456.789 MWST', 'CHE\\d{9}(MWST|TVA|IVA)'],
  ['CL', 'cl_tin', 'RUT', '12.345.678-K', '\\d{7,8}[0-9K]'],
  ['CO', 'co_nit', 'NIT', '123.456.789-0', '\\d{9,10}'],
  ['EG', 'eg_tin', 'tax identification number', '123456789', '\\d{9}'],
  ['GB', 'gb_vat', 'VAT number', 'GB123456789', 'GB(\\d{9}|\\d{12}|GD\\d{3}|HA\\d{3})'],
  ['HK', 'hk_br', 'business registration number', '12345678', '\\d{8}'],
  ['ID', 'id_npwp', 'NPWP', '012.345.678.9-012.345', '\\d{15,16}'],
  ['IL', 'il_vat', 'VAT number (or company number)', '012345678', '\\d{9}'],
  ['IN', 'in_gst', 'GST number', '12ABCDE3456FGZH', '\\d{2}[A-Z]{5}\\d{4}[A-Z][A-Z0-9]{3}'],
  ['IS', 'is_vat', 'VAT number', '123456', '\\d{5,6}'],
  ['JP', 'jp_cn', 'corporate number', '1234567891234', '\\d{13}'],
  ['JP', 'jp_trn', 'registration number of a qualified invoice issuer', 'T1234567891234', 'T\\d{13}'],
  ['KE', 'ke_pin', 'revenue authority PIN', 'P000111111A', '[AP]\\d{9}[A-Z]'],
  ['KR', 'kr_brn', 'business registration number', '123-45-67890', '\\d{10}'],
  ['MX', 'mx_rfc', 'RFC', 'ABC010203AB9', '[A-ZÑ&]{3,4}\\d{6}[A-Z0-9]{3}'],
  ['MY', 'my_sst', 'SST number', 'A12-3456-78912345', '[A-Z]\\d{14}'],
  ['NG', 'ng_tin', 'tax identification number', '12345678-0001', '\\d{12}'],
  ['NO', 'no_vat', 'VAT number', '123456789MVA', '\\d{9}MVA'],
  ['NZ', 'nz_gst', 'GST number', '123456789', '\\d{8,9}'],
  ['PE', 'pe_ruc', 'RUC', '12345678901', '\\d{11}'],
  ['PH', 'ph_tin', 'tax identification number', '123456789012', '\\d{9,12}'],
  ['RS', 'rs_pib', 'PIB', '123456789', '\\d{9}'],
  ['SA', 'sa_vat', 'VAT number', '123456789012345', '\\d{15}'],
  ['SG', 'sg_gst', 'GST number', 'M12345678X', '[A-Z]\\d{8}[A-Z]'],
  ['SG', 'sg_uen', 'UEN', '123456789F', '[A-Z0-9]{9,10}'],
  ['TH', 'th_vat', 'VAT number', '1234567891234', '\\d{13}'],
  ['TR', 'tr_tin', 'tax identification number', '0123456789', '\\d{10}'],
  ['TW', 'tw_vat', 'uniform number', '12345678', '\\d{8}'],
  ['UA', 'ua_vat', 'VAT number', '123456789', '\\d{9,12}'],
  ['US', 'us_ein', 'employer identification number (EIN)', '12-3456789', '\\d{9}'],
  ['UY', 'uy_ruc', 'RUC', '123456789012', '\\d{12}'],
  ['VN', 'vn_tin', 'tax code', '1234567890', '\\d{10}(\\d{3})?'],
  ['ZA', 'za_vat', 'VAT number', '4123456789', '4\\d{9}'],
]

export const TAX_ID_TYPES: readonly TaxIdType[] = TABLE.map(([country, type, name, example, pattern]) => ({
  country,
  type,
  name,
  example,
  pattern: new RegExp(`^${pattern}$`),
}))

/** The type of a country; undefined where there is none of this name. */
export function taxIdType(country: string, type: string): TaxIdType | undefined {
  return TAX_ID_TYPES.find((each) => each.country === country && each.type === type)
}

/** Whether a value has the form of its type; how it is spaced and cased does not matter. */
export function hasTaxIdForm({ pattern }: TaxIdType, value: string): boolean {
  return pattern.test(bare(value))
}

/** Writes a value as its example is written, with its dots, dashes and spaces where it has as many characters. */
export function writeTaxId({ example }: TaxIdType, value: string): string {
  const characters = [...bare(value)]
  if (characters.length !== bare(example).length) return characters.join('')
  return [...example].map((each) => (bare(each) === '' ? each : characters.shift())).join('')
}

function bare(value: string): string {
  return value.replaceAll(/[\s./-]/g, '').toUpperCase()
}
