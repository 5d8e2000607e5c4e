import type { SignedHandoff } from '@/lib/handoff/handoff'
import type { Smid } from '@/lib/ids'

export type ClaimedBuyer = { readonly identity: 'claimed'; readonly smid: Smid; readonly linkSmid: Smid }
export type SignedBuyer = Omit<SignedHandoff, 'kind' | 'sku'> & { readonly identity: 'signed' }
export type SsoBuyer = {
  readonly identity: 'sso'
  readonly smid: Smid
  readonly issuer: string
  readonly subject: string
  readonly email: string | undefined
  readonly emailVerified: boolean
  readonly name: string | undefined
  readonly contactId: string | undefined
  /** The account the link named; the learner may have chosen their own instead. Undefined without a link. */
  readonly linkSmid: Smid | undefined
}

/**
 * Who is buying, as far as it is known without asking, and how that was established (R1): by an e-mail typed, by
 * Flockjay's signature, by Redis Cloud sign-in.
 */
export type Buyer = ClaimedBuyer | SignedBuyer | SsoBuyer

/** The address we need not ask for; undefined where the learner types one. */
export function knownEmail(buyer: Buyer): string | undefined {
  return buyer.identity === 'claimed' ? undefined : buyer.email
}
