'use server'

import { redirect } from 'next/navigation'
import { services } from '@/lib/runtime/services'
import { beginSignIn } from './begin-sign-in'
import { endOwnSignIn } from './end-sign-in'

/** Leads to Redis Cloud's login and back to the page asked for; `as=other` asks for another person than the last. */
export async function signInLearner(data: FormData): Promise<void> {
  const returnTo = data.get('returnTo')
  const other = data.get('as') === 'other'
  await beginSignIn(
    'cloud',
    typeof returnTo === 'string' ? returnTo : '/university/my-courses',
    other ? { prompt: 'login' } : {},
  )
}

/** Ends this browser's sign-in; or all of the learner's, and then Redis Cloud's own, which asks first. */
export async function signOutLearner(data: FormData): Promise<void> {
  const everywhere = data.get('everywhere') === 'yes'
  await endOwnSignIn('cloud', { everywhere })
  const further = everywhere ? await services().signIn.cloudSignOut() : undefined
  redirect(further ?? '/university/sign-in?signed-out=1')
}
