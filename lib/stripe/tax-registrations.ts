import type Stripe from 'stripe'

/** How long registrations are believed: they change a few times a year, and every sale is held against them. */
const BELIEVED_MS = 5 * 60_000

/** One place in which the account collects tax. */
export type TaxRegistration = {
  readonly id: string
  /** ISO 3166-1. */
  readonly country: string
  /** Within the US: the state's two letters. */
  readonly state: string | undefined
  /** Stripe's: state_sales_tax, standard, oss_union, simplified, … */
  readonly type: string
  readonly from: Date
  /** The first moment at which it no longer counts; undefined while no end is set. */
  readonly until: Date | undefined
}

/**
 * Reads every registration of the account, ended and scheduled ones too, so that any moment can be asked for. Kept for
 * five minutes; a failure is not kept, and readers at one moment share one reading. Throws when unreachable.
 */
export function taxRegistrations(
  stripe: Stripe,
  now: () => number = () => performance.now(),
): () => Promise<readonly TaxRegistration[]> {
  let known: { readonly read: Promise<readonly TaxRegistration[]>; readonly at: number } | undefined
  return () => {
    if (known !== undefined && now() - known.at < BELIEVED_MS) return known.read
    const reading = { read: readAll(stripe), at: now() }
    known = reading
    reading.read.catch(() => {
      if (known === reading) known = undefined
    })
    return reading.read
  }
}

/** Those that counted at a moment. Pure. */
export function registeredAt(all: readonly TaxRegistration[], at: Date): TaxRegistration[] {
  return all.filter(({ from, until }) => from <= at && (until === undefined || until > at))
}

async function readAll(stripe: Stripe): Promise<TaxRegistration[]> {
  const all: TaxRegistration[] = []
  for await (const one of stripe.tax.registrations.list({ status: 'all', limit: 100 })) {
    const options = Object.entries(one.country_options).find(
      ([country]) => country === one.country.toLowerCase(),
    )
    all.push({
      id: one.id,
      country: one.country,
      state: one.country_options.us?.state,
      type: typeOf(options?.[1]),
      from: new Date(one.active_from * 1_000),
      until: one.expires_at === null ? undefined : new Date(one.expires_at * 1_000),
    })
  }
  return all
}

/** Every country's options have a type; which types there are differs. */
function typeOf(options: unknown): string {
  const known =
    typeof options === 'object' && options !== null && 'type' in options ? options.type : undefined
  return typeof known === 'string' ? known : 'unknown'
}
