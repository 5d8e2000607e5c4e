import type { CatalogPageContent } from '@/lib/catalog/page-content'
import { momentOf } from '@/lib/catalog/zoned-time'

type Announcement = NonNullable<CatalogPageContent['announcement']>

/** The bar above the header of every public page; nothing where nothing is announced, or not any more. */
export function AnnouncementBar(props: {
  readonly announcement: Announcement | undefined
  readonly now: Date
}) {
  const { announcement, now } = props
  if (announcement === undefined || isOver(announcement, now)) return null
  const { text, link } = announcement
  return (
    <aside aria-label="Announcement" className="announcement">
      <p className="frame">
        {text} {link !== undefined && <a href={link.address}>{link.label}</a>}
      </p>
    </aside>
  )
}

/** Whether its time has come. A time that the clocks there never show ends nothing. */
export function isOver({ until }: Announcement, now: Date): boolean {
  const end = until === undefined ? undefined : momentOf(until.at, until.zone)
  return end !== undefined && end <= now
}
