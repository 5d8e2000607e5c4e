import type { Metadata } from 'next'
import { SignInButton } from '@/app/_session/sign-in-button'
import { services } from '@/lib/runtime/services'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Sign in', robots: { index: false } }

type Query = Promise<{ error?: string | string[]; 'signed-out'?: string | string[] }>

/** Where a sign-in that failed is explained, and where one ends up after signing out. */
export default async function SignInPage({ searchParams }: { readonly searchParams: Query }) {
  const query = await searchParams
  const { title, text } = words(query, services().signIn.cloudConfigured)
  return (
    <div className="notice-page">
      <h1>{title}</h1>
      <p>{text}</p>
      {services().signIn.cloudConfigured ? (
        <SignInButton returnTo="/university/my-courses" label="Sign in with Redis Cloud" />
      ) : (
        <a className="button-primary" href="/university">
          See the catalog
        </a>
      )}
    </div>
  )
}

function words(query: Awaited<Query>, configured: boolean): { title: string; text: string } {
  if (!configured)
    return {
      title: 'There is no sign-in here yet',
      text: 'Buying begins in Redis University: open a course there and choose Purchase.',
    }
  if (query.error === 'busy')
    return {
      title: 'Too many sign-ins from here',
      text: 'Nothing was charged. Wait ten minutes, then try again.',
    }
  if (query.error !== undefined)
    return {
      title: 'Signing in did not work',
      text: 'Redis Cloud did not answer, or the sign-in was left halfway or took too long. Nothing was charged. Try again; if you came to buy something, open it again afterwards.',
    }
  if (query['signed-out'] !== undefined)
    return {
      title: 'You are signed out here',
      text: 'Redis Cloud itself may still know you: on a computer that others use, sign out there as well.',
    }
  return { title: 'Sign in', text: 'See what you have bought, open it, and fetch invoices.' }
}
