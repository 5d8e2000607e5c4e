/** One authority's share of a sales tax, in per cent. */
export type Jurisdiction = {
  name: string
  level: 'state' | 'county' | 'city' | 'district' | 'multiple'
  percentage: number
}

type Place = { zips: readonly string[]; local: readonly Jurisdiction[] }
type StateRates = { zips: readonly [number, number][]; state: Jurisdiction; places: readonly Place[] }

function share(name: string, level: Jurisdiction['level'], percentage: number): Jurisdiction {
  return { name, level, percentage }
}

/**
 * A small sample of United States sales tax: the state's rate, and the local one of its best known city by the first
 * digits of the ZIP code (rates published by the states' revenue departments, 2025). It is there to make tax appear, by
 * several authorities at once, not to be right for an address; whether training is taxable in a state is not asked.
 */
const STATES: Record<string, StateRates> = {
  CA: {
    zips: [[900, 961]],
    state: share('California', 'state', 7.25),
    places: [
      { zips: ['941'], local: [share('San Francisco', 'district', 1.375)] },
      { zips: ['900', '901'], local: [share('Los Angeles County', 'district', 2.5)] },
    ],
  },
  FL: {
    zips: [[320, 349]],
    state: share('Florida', 'state', 6),
    places: [{ zips: ['331'], local: [share('Miami-Dade County', 'county', 1)] }],
  },
  IL: {
    zips: [[600, 629]],
    state: share('Illinois', 'state', 6.25),
    places: [{ zips: ['606'], local: [share('Chicago', 'multiple', 4)] }],
  },
  MA: { zips: [[10, 27]], state: share('Massachusetts', 'state', 6.25), places: [] },
  NJ: { zips: [[70, 89]], state: share('New Jersey', 'state', 6.625), places: [] },
  NY: {
    zips: [
      [5, 5],
      [100, 149],
    ],
    state: share('New York', 'state', 4),
    places: [
      {
        zips: ['100', '101', '102', '103', '104', '111', '112', '113', '114', '116'],
        local: [
          share('New York City', 'city', 4.5),
          share('Metropolitan Commuter Transportation District', 'district', 0.375),
        ],
      },
    ],
  },
  PA: {
    zips: [[150, 196]],
    state: share('Pennsylvania', 'state', 6),
    places: [{ zips: ['190', '191'], local: [share('Philadelphia', 'county', 2)] }],
  },
  TX: {
    zips: [
      [750, 799],
      [885, 885],
    ],
    state: share('Texas', 'state', 6.25),
    places: [
      { zips: ['787'], local: [share('Austin', 'city', 1), share('Austin MTA', 'district', 1)] },
      { zips: ['752'], local: [share('Dallas', 'city', 1), share('Dallas MTA', 'district', 1)] },
      { zips: ['770', '772'], local: [share('Houston', 'city', 1), share('Houston MTA', 'district', 1)] },
    ],
  },
  WA: {
    zips: [[980, 994]],
    state: share('Washington', 'state', 6.5),
    places: [{ zips: ['981'], local: [share('Seattle', 'city', 3.85)] }],
  },
}

/** The state an address is in, by its ZIP code first (people mistype the state), else by its letters. */
export function stateOf(postalCode: string | null, state: string | null): string | undefined {
  const zip = /^\d{5}/.exec(postalCode ?? '')?.[0]
  const prefix = zip === undefined ? undefined : Number(zip.slice(0, 3))
  const byZip = Object.entries(STATES).find(([, { zips }]) =>
    zips.some(([from, to]) => prefix !== undefined && prefix >= from && prefix <= to),
  )
  return byZip?.[0] ?? (zip === undefined ? state?.toUpperCase() : undefined)
}

/** The authorities that tax a sale to this state and ZIP code; none where the table has no rates. */
export function jurisdictionsOf(state: string, postalCode: string | null): readonly Jurisdiction[] {
  const rates = STATES[state]
  if (!rates) return []
  const prefix = (postalCode ?? '').slice(0, 3)
  const place = rates.places.find((candidate) => candidate.zips.includes(prefix))
  return [rates.state, ...(place?.local ?? [])]
}
