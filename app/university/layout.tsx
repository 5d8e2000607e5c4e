import type { ReactNode } from 'react'
import { SiteFrame } from '@/app/_ui/site-frame'
import { systemClock } from '@/lib/clock'
import { AnnouncementBar } from './announcement'
import { readAnnouncement } from './catalog-cache'

/** Of every page below that is static: an announcement reaches them all. */
export const revalidate = 5

/** The frame of the public site. Its links are addresses of ours, so that pages can be made without any environment. */
export default async function UniversityLayout({ children }: { readonly children: ReactNode }) {
  const bar = <AnnouncementBar announcement={await readAnnouncement()} now={systemClock.now()} />
  return <SiteFrame above={bar}>{children}</SiteFrame>
}
