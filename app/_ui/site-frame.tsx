import type { ReactNode } from 'react'
import { SiteFooter } from './site-footer'
import { SiteHeader } from './site-header'

/** What stands around every public page. */
export function SiteFrame(props: { readonly above?: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      {props.above}
      <SiteHeader />
      <main id="content" className="on-white grow">
        {props.children}
      </main>
      <SiteFooter />
    </>
  )
}
