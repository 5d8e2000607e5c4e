import type { Handoff } from '@/lib/handoff/handoff'
import type { Buyer } from '@/lib/identity/buyer'
import type { Learner } from '@/lib/identity/learner'
import type { Smid } from '@/lib/ids'

export type Identified =
  /** Known well enough to pay. */
  | { readonly step: 'pay'; readonly buyer: Buyer }
  /** Has to sign in at Redis Cloud first. */
  | { readonly step: 'sign-in' }
  /** Signed in, but this sign-in belongs to no Redis Cloud account. */
  | { readonly step: 'no-account' }
  /** Signed in to another account than the link names: the learner says which it is to be. */
  | { readonly step: 'choose-account'; readonly linkSmid: Smid; readonly ownSmid: Smid }
  /** No link, and nobody can sign in here. */
  | { readonly step: 'start-at-flockjay' }

/**
 * Who is buying (R1). A signed link settles it. A plain link is a claim: where Redis Cloud sign-in is set up, the
 * sign-in says whose purchase it is, and the link only what; where it is not, the learner's word is taken, as a claim.
 */
export function identify(known: {
  readonly handoff: Handoff | undefined
  readonly learner: Learner | undefined
  readonly signInConfigured: boolean
  /** The learner chose the account they are signed in to over the one the link names. */
  readonly ownAccount: boolean
}): Identified {
  const { handoff, learner } = known
  if (handoff?.kind === 'signed') {
    const { smid, flockjayUserId, jti, returnTo, email, name } = handoff
    return {
      step: 'pay',
      buyer: { identity: 'signed', smid, flockjayUserId, jti, returnTo, email, name },
    }
  }
  if (!known.signInConfigured) {
    if (handoff === undefined) return { step: 'start-at-flockjay' }
    return { step: 'pay', buyer: { identity: 'claimed', smid: handoff.smid, linkSmid: handoff.smid } }
  }
  if (learner === undefined) return { step: 'sign-in' }
  const { smid, issuer, subject, email, emailVerified, name, contactId } = learner
  if (smid === undefined) return { step: 'no-account' }
  const linkSmid = handoff?.smid
  if (linkSmid !== undefined && linkSmid !== smid && !known.ownAccount)
    return { step: 'choose-account', linkSmid, ownSmid: smid }
  return {
    step: 'pay',
    buyer: { identity: 'sso', smid, issuer, subject, email, emailVerified, name, contactId, linkSmid },
  }
}
