import { findRefundPolicy, readAddressConfirmation, readRefundPolicy } from '@/lib/catalog/read-site-page'
import type { Database } from '@/lib/db/database'

/** The words a learner buys under, each in the version that evidence names (R7). */
export type Terms = {
  /** What is confirmed before leaving for Stripe. */
  readonly confirmation: { readonly version: string; readonly text: string }
  /** `summary`: the one sentence beside every price. */
  readonly refundPolicy: { readonly version: string; readonly summary: string }
}

/** The versions that a page has shown. */
export type TermsSeen = { readonly confirmation: string; readonly refundPolicy: string }

/** The words in force. */
export async function readTerms({ prisma }: Database): Promise<Terms> {
  const [confirmation, refundPolicy] = await Promise.all([
    readAddressConfirmation(prisma),
    readRefundPolicy(prisma),
  ])
  return {
    confirmation: { version: confirmation.label, text: confirmation.content.text },
    refundPolicy: { version: refundPolicy.label, summary: refundPolicy.content.summary },
  }
}

/** Whether these are the words that were seen. */
export function isWhatWasSeen(terms: Terms, seen: TermsSeen): boolean {
  return terms.confirmation.version === seen.confirmation && terms.refundPolicy.version === seen.refundPolicy
}

/** The refund policy of one purchase in one sentence; of the time before versions were kept, that in force. */
export async function refundSummaryOf({ prisma }: Database, version: string | null): Promise<string> {
  const bought = version === null ? undefined : await findRefundPolicy(prisma, version)
  return (bought ?? (await readRefundPolicy(prisma))).content.summary
}
