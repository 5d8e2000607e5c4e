import type { FlockjayUserId, Sku, Smid } from '@/lib/ids'

/** What a plain link says: the SMID is only a claim (R1). */
export type PlainHandoff = { readonly kind: 'plain'; readonly sku: Sku; readonly smid: Smid }

/** What Flockjay has signed: who is buying, beyond doubt. */
export type SignedHandoff = {
  readonly kind: 'signed'
  readonly sku: Sku
  readonly smid: Smid
  readonly flockjayUserId: FlockjayUserId
  /** The link's own id: one payment at most comes of it. */
  readonly jti: string
  /** Where Flockjay wants the learner back; an allowed host. */
  readonly returnTo: string | undefined
  /** Only from an encrypted link: an address can be read on its way. */
  readonly email: string | undefined
  readonly name: string | undefined
}

/** Who is buying what, as the learning platform's link says it. */
export type Handoff = PlainHandoff | SignedHandoff
