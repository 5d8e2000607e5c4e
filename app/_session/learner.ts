import { cache } from 'react'
import type { Learner } from '@/lib/identity/learner'
import { services } from '@/lib/runtime/services'
import { readSessionCookie } from './cookie'

/** The learner signed in through Redis Cloud; undefined when nobody is. Looked up once per request. */
export const currentLearner = cache(async (): Promise<Learner | undefined> =>
  services().signIn.learner(await readSessionCookie('cloud')),
)
