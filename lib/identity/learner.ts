import type { SignInId, Smid } from '@/lib/ids'

/** A learner who has signed in through Redis Cloud, as its claims describe them. */
export type Learner = {
  readonly signInId: SignInId
  readonly issuer: string
  readonly subject: string
  readonly email: string | undefined
  /** Redis Cloud vouches for the address. */
  readonly emailVerified: boolean
  readonly name: string | undefined
  /** Undefined when this sign-in belongs to no Redis Cloud account. */
  readonly smid: Smid | undefined
  readonly contactId: string | undefined
}
