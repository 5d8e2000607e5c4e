import { NoticePage } from './_ui/notice-page'
import { SiteFrame } from './_ui/site-frame'

/** Any address that leads nowhere. */
export default function NotFound() {
  return (
    <SiteFrame>
      <NoticePage
        title="This page does not exist"
        text="The address may be old or mistyped. Nothing was charged."
        step={{ href: '/university', label: 'See the catalog' }}
      />
    </SiteFrame>
  )
}
