import type { SignedBuyer, SsoBuyer } from './buyer'

type Vouched =
  Pick<SignedBuyer, 'identity' | 'email'> | Pick<SsoBuyer, 'identity' | 'email' | 'emailVerified'>

/**
 * An address its issuer stands for: Flockjay's encrypted link, or Redis Cloud's `email_verified`. Only such a one may
 * join two ways of knowing a person.
 */
export function vouchedEmail(buyer: Vouched): string | undefined {
  return buyer.identity === 'signed' || buyer.emailVerified ? buyer.email : undefined
}
