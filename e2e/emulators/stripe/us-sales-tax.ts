/** One authority's share of a sales tax, in per cent. */
export type Jurisdiction = {
  name: string
  level: 'state' | 'county' | 'city' | 'district' | 'multiple'
  percentage: number
}

/** What each state takes (published by their revenue departments, 2025). Those without a sales tax are not in it. */
const STATE_RATES: Record<string, readonly [name: string, percentage: number]> = {
  AL: ['Alabama', 4],
  AR: ['Arkansas', 6.5],
  AZ: ['Arizona', 5.6],
  CA: ['California', 7.25],
  CO: ['Colorado', 2.9],
  CT: ['Connecticut', 6.35],
  DC: ['District of Columbia', 6],
  FL: ['Florida', 6],
  GA: ['Georgia', 4],
  HI: ['Hawaii', 4],
  IA: ['Iowa', 6],
  ID: ['Idaho', 6],
  IL: ['Illinois', 6.25],
  IN: ['Indiana', 7],
  KS: ['Kansas', 6.5],
  KY: ['Kentucky', 6],
  LA: ['Louisiana', 5],
  MA: ['Massachusetts', 6.25],
  MD: ['Maryland', 6],
  ME: ['Maine', 5.5],
  MI: ['Michigan', 6],
  MN: ['Minnesota', 6.875],
  MO: ['Missouri', 4.225],
  MS: ['Mississippi', 7],
  NC: ['North Carolina', 4.75],
  ND: ['North Dakota', 5],
  NE: ['Nebraska', 5.5],
  NJ: ['New Jersey', 6.625],
  NM: ['New Mexico', 4.875],
  NV: ['Nevada', 6.85],
  NY: ['New York', 4],
  OH: ['Ohio', 5.75],
  OK: ['Oklahoma', 4.5],
  PA: ['Pennsylvania', 6],
  RI: ['Rhode Island', 7],
  SC: ['South Carolina', 6],
  SD: ['South Dakota', 4.2],
  TN: ['Tennessee', 7],
  TX: ['Texas', 6.25],
  UT: ['Utah', 6.1],
  VA: ['Virginia', 5.3],
  VT: ['Vermont', 6],
  WA: ['Washington', 6.5],
  WI: ['Wisconsin', 5],
  WV: ['West Virginia', 6],
  WY: ['Wyoming', 4],
}

function share(name: string, level: Jurisdiction['level'], percentage: number): Jurisdiction {
  return { name, level, percentage }
}

const NEW_YORK_CITY = [
  share('New York City', 'city', 4.5),
  share('Metropolitan Commuter Transportation District', 'district', 0.375),
]

/** Local shares of some well-known places, by the first three digits of the ZIP code. */
const LOCAL: Record<string, readonly Jurisdiction[]> = {
  '100': NEW_YORK_CITY,
  '101': NEW_YORK_CITY,
  '102': NEW_YORK_CITY,
  '103': NEW_YORK_CITY,
  '104': NEW_YORK_CITY,
  '111': NEW_YORK_CITY,
  '112': NEW_YORK_CITY,
  '113': NEW_YORK_CITY,
  '114': NEW_YORK_CITY,
  '116': NEW_YORK_CITY,
  '142': [share('Erie County', 'county', 4.75)],
  '190': [share('Philadelphia', 'county', 2)],
  '191': [share('Philadelphia', 'county', 2)],
  '331': [share('Miami-Dade County', 'county', 1)],
  '606': [share('Chicago', 'multiple', 4)],
  '752': [share('Dallas', 'city', 1), share('Dallas MTA', 'district', 1)],
  '770': [share('Houston', 'city', 1), share('Houston MTA', 'district', 1)],
  '772': [share('Houston', 'city', 1), share('Houston MTA', 'district', 1)],
  '787': [share('Austin', 'city', 1), share('Austin MTA', 'district', 1)],
  '802': [share('Denver', 'city', 5.15), share('Regional Transportation District', 'district', 1.1)],
  '900': [share('Los Angeles County', 'district', 2.5)],
  '901': [share('Los Angeles County', 'district', 2.5)],
  '941': [share('San Francisco', 'district', 1.375)],
  '981': [share('Seattle', 'city', 3.85)],
}

/** Delaware, Montana, New Hampshire and Oregon have none; Alaska leaves it to its towns, which are not in this sample. */
export function hasSalesTax(state: string): boolean {
  return Object.hasOwn(STATE_RATES, state)
}

/**
 * The authorities that tax a sale to this state and ZIP code: a sample that makes tax appear, by several authorities at
 * once. It is not right for every address, and whether training is taxable in a state is not asked.
 */
export function jurisdictionsOf(state: string, postalCode: string | null): readonly Jurisdiction[] {
  const rate = STATE_RATES[state]
  if (!rate) return []
  const [name, percentage] = rate
  return [share(name, 'state', percentage), ...(LOCAL[(postalCode ?? '').slice(0, 3)] ?? [])]
}
