import type { ReactNode } from 'react'
import { SiteFooter } from '@/app/_ui/site-footer'
import { SiteHeader } from '@/app/_ui/site-header'

/** The frame of the public site. Its links are addresses of ours, so that pages can be made without any environment. */
export default function UniversityLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <SiteHeader />
      <main id="content" className="on-white grow">
        {children}
      </main>
      <SiteFooter />
    </>
  )
}
