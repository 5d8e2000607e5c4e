const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' })

/** The US states that leave their sales tax to nobody: Alaska has local ones only. DC has one of its own. */
const WITHOUT_SALES_TAX = ['OR', 'DE', 'MT', 'NH', 'AK']

/** The EU's members: a one-stop-shop registration in one counts in all. */
const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

/** Where tax is owed, as people write it: "Israel", "NY, United States". `country`: ISO 3166-1, or what came for one. */
export function placeName(country: string, state?: string): string {
  const name = /^[A-Z]{2}$/.test(country) ? (names.of(country) ?? country) : country
  return country === 'US' && state !== undefined ? `${state}, ${name}` : name
}

/** Whether a US state (two letters) has a sales tax of its own. Of what is no state we know, it is assumed. */
export function hasSalesTax(state: string): boolean {
  return !WITHOUT_SALES_TAX.includes(state)
}

export function isEu(country: string): boolean {
  return EU.includes(country)
}
