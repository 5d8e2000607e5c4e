import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { notFound } from 'next/navigation'
import { SiteFrame } from '@/app/_ui/site-frame'
import { AnnouncementBar } from '@/app/university/announcement'
import { CatalogView } from '@/app/university/browse/catalog-view'
import { parseFilter } from '@/app/university/browse/filters'
import { CourseView } from '@/app/university/courses/[slug]/course-view'
import { RefundPolicyView } from '@/app/university/refund-policy/refund-policy-view'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Preview } from '@/lib/catalog/preview/open'
import { systemClock } from '@/lib/clock'
import { services } from '@/lib/runtime/services'
import { ConfirmationSample } from './confirmation-sample'
import { PREVIEW_BAR, PreviewBar } from './preview-bar'

/** Nothing of it is kept anywhere: proxy.ts adds what keeps it out of caches and search engines. */
export const dynamic = 'force-dynamic'
export const metadata: Metadata = { title: 'Preview', robots: { index: false, follow: false } }

/** One revision on the real page, for whoever has its link (R3). */
export default async function PreviewPage({ params }: { readonly params: Promise<{ token: string }> }) {
  const { token } = await params
  const preview = await services().catalog.preview.open(token)
  if (preview === undefined) notFound()
  const framed = (await headers()).get('sec-fetch-dest') === 'iframe'
  return (
    <>
      {/* Public pages refuse to be framed: what is clicked in a frame opens beside it. */}
      {framed && <base target="_blank" />}
      <PreviewBar preview={preview} />
      <SiteFrame above={await announcement(preview)}>{await view(preview)}</SiteFrame>
    </>
  )
}

/** What stands above the page: the announcement in force or, in a preview of the catalog page, the previewed one. */
async function announcement({ shown }: Preview) {
  const page = shown.page === 'catalog' ? shown : await services().catalog.site.catalogPage()
  return <AnnouncementBar announcement={page.content.announcement} now={systemClock.now()} />
}

async function view({ shown, label, number }: Preview) {
  const { catalog } = services()
  switch (shown.page) {
    case 'course':
      return (
        <CourseView
          course={shown.course}
          prerequisites={await named(shown.course)}
          buy={{ address: `#${PREVIEW_BAR}`, bySignIn: services().signIn.cloudConfigured }}
          refundSummary={(await catalog.site.refundPolicy()).content.summary}
        />
      )
    case 'catalog':
      return (
        <CatalogView all={await catalog.list()} filter={parseFilter('any', 'any')} page={shown.content} />
      )
    case 'refund-policy':
      return <RefundPolicyView content={shown.content} label={label ?? String(number)} current={undefined} />
    case 'address-confirmation':
      return <ConfirmationSample text={shown.content.text} />
  }
}

async function named({ content }: PublishedCourse): Promise<PublishedCourse[]> {
  const { courses } = content.prerequisites
  if (courses.length === 0) return []
  return (await services().catalog.list()).filter(({ sku }) => courses.includes(sku))
}
