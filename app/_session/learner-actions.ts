'use server'

import { redirect } from 'next/navigation'
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

/** Ends this browser's sign-in, or all of the learner's. */
export async function signOutLearner(data: FormData): Promise<void> {
  await endOwnSignIn('cloud', { everywhere: data.get('everywhere') === 'yes' })
  redirect('/university/sign-in?signed-out=1')
}
