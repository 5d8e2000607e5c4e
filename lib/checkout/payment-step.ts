import { z } from 'zod'
import { kindSchema } from '@/lib/catalog/course-content'
import type { Kind } from '@/lib/catalog/course-content'
import { flockjayCourseIdSchema } from '@/lib/catalog/flockjay-course-id'
import type { Database } from '@/lib/db/database'
import { accountSchema, skuSchema } from '@/lib/ids'
import type { SessionId, Sku } from '@/lib/ids'
import type { Logger } from '@/lib/log'
import { currency } from '@/lib/money'
import type { Money } from '@/lib/money'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import { attemptStateSchema } from './attempt-states'
import type { AttemptState } from './attempt-states'
import { maySee } from './progress'
import type { Viewer } from './progress'
import { refundSummaryOf } from './terms'

/** What is being paid, as the page around the payment form shows it. */
export type PaymentOrder = {
  readonly sku: Sku
  readonly slug: string
  readonly kind: Kind
  readonly title: string
  readonly flockjayCourseId: string | undefined
  readonly price: Money
  readonly country: string
  readonly poNumber: string | undefined
  /** Bought once more, on the learner's word: going back has to keep that. */
  readonly repeat: boolean
  /** The refund policy it is bought under, in one sentence. */
  readonly refundSummary: string
}

export type PaymentStep = { readonly order: PaymentOrder } & (
  | { readonly step: 'form'; readonly clientSecret: string; readonly publishableKey: string }
  /** This one is paid on Stripe's own page. */
  | { readonly step: 'hosted'; readonly url: string }
  | { readonly step: 'paid' }
  /** It cannot be paid any more, or not in this page; nothing was charged. */
  | { readonly step: 'over' }
  /** Stripe could not be asked. */
  | { readonly step: 'unreachable' }
)

const rowSchema = z.object({
  account: accountSchema,
  state: attemptStateSchema,
  browserHash: z.instanceof(Uint8Array),
  customerId: z.string(),
  country: z.string(),
  poNumber: z.string().nullable(),
  repeat: z.boolean(),
  refundPolicyVersion: z.string().nullable(),
  course: z.object({
    sku: skuSchema,
    slug: z.string(),
    kind: kindSchema,
    flockjayCourseId: flockjayCourseIdSchema,
  }),
  revision: z.object({ content: z.object({ title: z.string() }) }),
  price: z.object({ unitAmount: z.bigint(), currency: z.string() }),
})
type Row = z.infer<typeof rowSchema>

type Services = { readonly db: Database; readonly accounts: StripeAccounts; readonly log: Logger }

/**
 * Where one session stands that is paid inside our page. Asks Stripe, because a reload may come after paying. Undefined
 * for a session that is not ours or not this viewer's: the client secret lets whoever has it see the buyer's e-mail.
 */
export async function readPaymentStep(
  services: Services,
  sessionId: SessionId,
  viewer: Viewer,
): Promise<PaymentStep | undefined> {
  const found = await services.db.prisma.checkoutAttempt.findUnique({
    where: { sessionId },
    include: { course: true, revision: true, price: true },
  })
  if (found === null) return undefined
  const row = rowSchema.parse(found)
  if (!(await maySee(services.db, row, viewer))) return undefined
  const order = orderOf(row, await refundSummaryOf(services.db, row.refundPolicyVersion))
  const known = ENDED[row.state]
  return known === undefined ? { order, ...(await ask(services, row, sessionId)) } : { order, step: known }
}

/** What our own row knows already. A failed payment was one: the done page says what became of it. */
const ENDED: Readonly<Record<AttemptState, 'paid' | 'over' | undefined>> = {
  creating: undefined,
  open: undefined,
  pending: 'paid',
  complete: 'paid',
  failed: 'paid',
  expired: 'over',
  refused: 'over',
}

async function ask({ accounts, log }: Services, { account }: Row, sessionId: SessionId) {
  const stripe = accounts.of(account)
  const read = await stripe.readSession(sessionId)
  if (read.outcome === 'unreachable') {
    log.error({ session: sessionId, detail: read.detail }, 'Stripe could not be reached')
    return { step: 'unreachable' } as const
  }
  if (read.outcome === 'missing' || read.session.status === 'expired') return { step: 'over' } as const
  const { status, url, clientSecret } = read.session
  if (status === 'complete') return { step: 'paid' } as const
  if (url !== undefined) return { step: 'hosted', url } as const
  const { publishableKey } = stripe
  // Without its key the form cannot be shown; the next click on the checkout page makes another session.
  if (clientSecret === undefined || publishableKey === undefined) return { step: 'over' } as const
  return { step: 'form', clientSecret, publishableKey } as const
}

function orderOf(
  { course, revision, price, country, poNumber, repeat }: Row,
  refundSummary: string,
): PaymentOrder {
  return {
    ...course,
    title: revision.content.title,
    price: { amount: price.unitAmount, currency: currency(price.currency) },
    country,
    poNumber: poNumber ?? undefined,
    repeat,
    refundSummary,
  }
}
