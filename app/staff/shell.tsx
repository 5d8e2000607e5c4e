import type { ReactNode } from 'react'
import { signOutStaff } from '@/app/_session/staff-actions'
import { PendingButton } from '@/app/_ui/pending-button'
import { permits } from '@/lib/identity/permit'
import type { Action, StaffActor } from '@/lib/identity/permit'
import { StaffMark } from './staff-mark'

const PLACES = [
  { place: 'start', href: '/staff', label: 'Start', needs: undefined },
  { place: 'catalog', href: '/staff/catalog', label: 'Catalog', needs: 'catalog.read' },
  { place: 'purchases', href: '/staff/support', label: 'Purchases', needs: 'purchase.find' },
  { place: 'findings', href: '/staff/support/findings', label: 'Findings', needs: 'finding.read' },
  { place: 'salesforce', href: '/staff/support/salesforce', label: 'Salesforce', needs: 'salesforce.match' },
  { place: 'tax', href: '/staff/finance/tax', label: 'Tax', needs: 'tax.read' },
  {
    place: 'corrections',
    href: '/staff/finance/corrections',
    label: 'Corrected invoices',
    needs: 'correction.read',
  },
  { place: 'health', href: '/staff/health', label: 'Health', needs: 'health.read' },
  { place: 'people', href: '/staff/people', label: 'People and roles', needs: 'staff.read' },
] as const satisfies readonly { place: string; href: string; label: string; needs: Action | undefined }[]
export type Place = (typeof PLACES)[number]['place']

type ShellProps = {
  readonly actor: StaffActor
  readonly here: Place | undefined
  /** Whether Salesforce is switched on: else there is no such place. */
  readonly salesforce: boolean
}

/** The ink frame: where one may go, who one is, and the way out. On a phone the places are in a menu. */
export function Shell({ actor, here, salesforce, children }: ShellProps & { readonly children: ReactNode }) {
  return (
    <div className="desk">
      <header className="desk-side on-ink">
        <StaffMark />
        <nav aria-label="Staff" className="desk-places">
          <Places actor={actor} here={here} salesforce={salesforce} />
        </nav>
        <Who actor={actor} />
        <details className="desk-menu">
          <summary>Menu</summary>
          <div>
            <nav aria-label="Staff">
              <Places actor={actor} here={here} salesforce={salesforce} />
            </nav>
            <Who actor={actor} />
          </div>
        </details>
      </header>
      <main id="content" className="desk-main on-white">
        {children}
      </main>
    </div>
  )
}

function Places({ actor, here, salesforce }: ShellProps) {
  const places = PLACES.filter(({ place }) => salesforce || place !== 'salesforce')
  return (
    <ul>
      {places
        .filter(({ needs }) => needs === undefined || permits(actor, needs))
        .map(({ place, href, label }) => (
          <li key={place}>
            <a href={href} aria-current={place === here ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
    </ul>
  )
}

function Who({ actor }: { readonly actor: StaffActor }) {
  return (
    <div className="desk-who">
      <p>
        {actor.name}
        <br />
        {actor.roles.join(', ')}
      </p>
      <form action={signOutStaff}>
        <PendingButton label="Sign out" pendingLabel="Signing out …" className="desk-sign-out" />
      </form>
    </div>
  )
}
