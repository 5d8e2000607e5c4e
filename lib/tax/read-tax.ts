import { z } from 'zod'
import type { Database } from '@/lib/db/database'
import type { AttemptId } from '@/lib/ids'
import type { Logger } from '@/lib/log'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import type { SessionFacts, StripePort } from '@/lib/stripe/port'
import { registeredAt } from '@/lib/stripe/tax-registrations'
import type { TaxRegistration } from '@/lib/stripe/tax-registrations'
import { ISRAEL, routeTaken } from './route'
import type { TaxRoute } from './route'
import type { Beside } from './tax-case'
import { within } from './within'

export type TaxServices = {
  readonly db: Database
  readonly stripe: StripePort
  readonly log: Logger
  /** To know which account sells where; one account sells everywhere. */
  readonly accounts?: StripeAccounts
  /** Israel's VAT in per cent, where the account has no rate to ask; the law's of 2025 where nothing is set. */
  readonly israelVatPercent?: number
}

/** What Stripe says beside the session, read before the transaction that books it. */
export type TaxReading = {
  /** Those that counted when it was paid; undefined where Stripe could not say. */
  readonly registrations: readonly TaxRegistration[] | undefined
  readonly beside: Beside
}

const LAWFUL_PERCENT = 18
/** The learner waits behind this: what takes longer is asked for again later. */
const PATIENCE_MS = 4_000

const attemptSchema = z.object({
  country: z.string(),
  taxRoute: z.string().nullable(),
  price: z.object({ taxCode: z.string() }),
  purchase: z.object({ taxEvidence: z.object({ registrations: z.unknown() }).nullable() }).nullable(),
})

/**
 * Reads at Stripe what judging a purchase's tax takes. Undefined where nothing is left to record: not paid, or the
 * evidence is whole. What cannot be read stays unknown: it never keeps a payment from being booked.
 */
export async function readTax(
  services: TaxServices,
  facts: SessionFacts,
  attemptId: AttemptId,
): Promise<TaxReading | undefined> {
  if (facts.status !== 'complete' || facts.payment === 'unpaid') return undefined
  const row = await services.db.prisma.checkoutAttempt.findUnique({
    where: { id: attemptId },
    select: {
      country: true,
      taxRoute: true,
      price: { select: { taxCode: true } },
      purchase: { select: { taxEvidence: { select: { registrations: true } } } },
    },
  })
  if (row === null) return undefined
  const attempt = attemptSchema.parse(row)
  if (attempt.purchase?.taxEvidence?.registrations != null) return undefined
  const { stripe } = services
  const registrations = await orUndefined(services, 'where we are registered', () =>
    stripe.taxRegistrations(),
  )
  return {
    registrations: registrations && registeredAt(registrations, facts.completedAt),
    beside: await readBeside(services, facts, { route: routeTaken(attempt), taxCode: attempt.price.taxCode }),
  }
}

async function readBeside(
  services: TaxServices,
  facts: SessionFacts,
  of: { readonly route: TaxRoute; readonly taxCode: string },
): Promise<Beside> {
  const { stripe, accounts, israelVatPercent = LAWFUL_PERCENT } = services
  const { address } = facts.taxFacts
  const toIsrael = address.country === ISRAEL
  const rate = toIsrael
    ? await orUndefined(services, 'Israel’s rate', () => stripe.manualTaxRate(ISRAEL))
    : undefined
  const seller = address.country === undefined ? undefined : accounts?.forCountry(address.country).account
  const asks = of.route === 'manual' && !toIsrael && facts.total > 0n
  return {
    israelPercent: rate?.percentage ?? israelVatPercent,
    taxThere: asks ? await taxThere(services, facts, of.taxCode) : undefined,
    otherAccount: seller === stripe.account ? undefined : seller,
  }
}

function taxThere(services: TaxServices, facts: SessionFacts, taxCode: string): Promise<bigint | undefined> {
  const { currency, subtotal, discount, taxFacts } = facts
  return orUndefined(services, 'the tax at the address', () =>
    services.stripe.calculateTax({
      currency,
      amount: subtotal - discount,
      taxCode,
      address: taxFacts.address,
    }),
  )
}

/** The error's message may repeat an address: only its name is logged. */
async function orUndefined<T>(
  { log }: TaxServices,
  what: string,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await within(PATIENCE_MS, read())
  } catch (error) {
    log.warn({ reason: error instanceof Error ? error.name : 'unknown', what }, 'Stripe could not say')
    return undefined
  }
}
