/** Why a purchase has no invoice yet, or never will. */
export type NoInvoice = 'payment-on-its-way' | 'payment-failed' | 'free' | 'failed' | 'being-made' | 'late'

/** After this, an invoice that is not there is no longer said to come in a moment: Stripe's own take seconds. */
const PATIENCE_MS = 60 * 60_000

type Unbilled = {
  readonly state: 'pending' | 'paid' | 'failed'
  readonly total: bigint
  readonly paidAt: Date | null
  readonly invoiceNumber: string | null
  readonly findings: readonly { readonly kind: string }[]
}

/** Why there is no invoice; undefined where there is one. Pure. */
export function whyNoInvoice(row: Unbilled, now: Date): NoInvoice | undefined {
  if (row.invoiceNumber !== null) return undefined
  if (row.state === 'pending') return 'payment-on-its-way'
  if (row.state === 'failed') return 'payment-failed'
  if (row.findings.some(({ kind }) => kind === 'invoice-failed')) return 'failed'
  if (row.total === 0n) return 'free'
  const waited = now.getTime() - (row.paidAt ?? now).getTime()
  return waited > PATIENCE_MS ? 'late' : 'being-made'
}
