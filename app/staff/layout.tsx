import type { Metadata } from 'next'
import type { ReactNode } from 'react'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = {
  title: { default: 'Staff', template: '%s – Redis University staff' },
  robots: { index: false, follow: false },
}

/** The frame of the staff area. Who may see what is asked anew by each page (`Desk`) and each capability. */
export default function StaffLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      {children}
    </>
  )
}
