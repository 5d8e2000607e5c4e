import type { SignInId } from '@/lib/ids'
import type { SsoClaims } from './sso-claims'

/** A learner who has signed in through Redis Cloud: what its claims say, and by which sign-in of which issuer. */
export type Learner = SsoClaims & { readonly signInId: SignInId; readonly issuer: string }
