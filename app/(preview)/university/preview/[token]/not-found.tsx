import { NoticePage } from '@/app/_ui/notice-page'
import { SiteFrame } from '@/app/_ui/site-frame'

/** A preview link that was altered, is too old, or shows what is not there. */
export default function PreviewNotFound() {
  return (
    <SiteFrame>
      <NoticePage
        title="This preview link is not valid any more"
        text="It may have expired: preview links work for 72 hours. Or a part of the address is missing. Ask whoever sent it for a new one; if you work on the catalog, open the page there and choose Preview."
        step={{ href: '/university', label: 'See the public catalog' }}
      />
    </SiteFrame>
  )
}
