'use server'

import { redirect } from 'next/navigation'
import { beginSignIn } from './begin-sign-in'
import { endOwnSignIn } from './end-sign-in'

/** Leads to Redis's workforce login and back to the staff page asked for. */
export async function signInStaff(data: FormData): Promise<void> {
  const returnTo = data.get('returnTo')
  await beginSignIn('staff', typeof returnTo === 'string' ? returnTo : '/staff')
}

/** Ends every sign-in of this employee here. */
export async function signOutStaff(): Promise<void> {
  await endOwnSignIn('staff', { everywhere: true })
  redirect('/staff')
}
