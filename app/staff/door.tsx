import type { ReactNode } from 'react'
import { StaffMark } from './staff-mark'

/** A card on ink, for whoever is not inside. */
export function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="desk-door on-ink">
      <StaffMark />
      <main id="content" className="on-white">
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  )
}
