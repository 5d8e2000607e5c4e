import type { Metadata } from 'next'
import { currentLearner } from '@/app/_session/learner'
import { signOutLearner } from '@/app/_session/learner-actions'
import { SignInButton } from '@/app/_session/sign-in-button'
import { NoticePage } from '@/app/_ui/notice-page'
import { PendingButton } from '@/app/_ui/pending-button'
import type { Learner } from '@/lib/identity/learner'
import { services } from '@/lib/runtime/services'
import { PurchaseCard } from './purchase-card'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'My courses', robots: { index: false } }

/** What the signed-in learner has bought: state, dates, invoice, and the way in (R19). */
export default async function MyCoursesPage() {
  const { signIn, checkout, catalog, site } = services()
  if (!signIn.cloudConfigured)
    return (
      <NoticePage
        title="Your courses are in Redis University"
        text="Everything you have bought opens there. There is no sign-in on this site yet."
        step={{ href: site.flockjayUrl, label: 'Open Redis University' }}
      />
    )
  const learner = await currentLearner()
  if (learner === undefined)
    return (
      <div className="notice-page">
        <h1>My courses</h1>
        <p>Sign in to see what you have bought, open it, and fetch invoices.</p>
        <SignInButton returnTo="/university/my-courses" label="Sign in with Redis Cloud" />
      </div>
    )
  const purchases = await checkout.myCourses(learner)
  return (
    <div className="frame my-courses">
      <h1>My courses</h1>
      <Who learner={learner} />
      {purchases.length === 0 ? (
        <Empty />
      ) : (
        <ul className="purchase-list">
          {purchases.map((purchase) => (
            <PurchaseCard
              key={purchase.id}
              purchase={purchase}
              openAddress={catalog.openAddress(purchase.flockjayCourseId)}
            />
          ))}
        </ul>
      )}
      <p className="fine">
        Something you bought is missing? It may be on another sign-in, or on an e-mail typed at checkout.{' '}
        <a href="/university/go/help">Ask for help</a> and name the reference from the invoice.
      </p>
    </div>
  )
}

function Who({ learner }: { readonly learner: Learner }) {
  return (
    <div className="who">
      <p className="fine">
        Signed in as <strong>{learner.email ?? learner.name ?? 'a Redis Cloud user'}</strong>
        {learner.smid !== undefined && `, account ••••${learner.smid.slice(-4)}`}
      </p>
      <form action={signOutLearner}>
        <PendingButton label="Sign out" pendingLabel="Signing out …" className="link-button" />
      </form>
      <form action={signOutLearner}>
        <input type="hidden" name="everywhere" value="yes" />
        <PendingButton label="Sign out everywhere" pendingLabel="Signing out …" className="link-button" />
      </form>
    </div>
  )
}

function Empty() {
  return (
    <div className="notice">
      <h2>Nothing here yet</h2>
      <p>What you buy appears here at once, with its invoice and the way in.</p>
      <p>
        <a href="/university">See the catalog</a>
      </p>
    </div>
  )
}
