import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readRefundPolicy, readRefundPolicyVersion } from '@/app/university/catalog-cache'
import { services } from '@/lib/runtime/services'
import { RefundPolicyView } from '../refund-policy-view'

export const revalidate = 5
export const dynamicParams = true

/** What `/university/refund-policy` is rewritten to: a page of its own would be made at build time, without a database. */
const CURRENT = 'current'

/** None at build time: the first request makes each page. */
export function generateStaticParams(): { label: string }[] {
  return []
}

type Params = Promise<{ label: string }>

/** The version in force is what search engines should find, from whichever version they come. */
export async function generateMetadata({ params }: { readonly params: Params }): Promise<Metadata> {
  const seen = await read((await params).label)
  if (seen === undefined) return {}
  return {
    metadataBase: new URL(services().site.appUrl),
    title: seen.content.title,
    description: seen.content.summary,
    alternates: { canonical: '/university/refund-policy' },
  }
}

/** The refund policy: the version in force, or the one that somebody bought under. */
export default async function RefundPolicyPage({ params }: { readonly params: Params }) {
  const seen = await read((await params).label)
  if (seen === undefined) notFound()
  return (
    <RefundPolicyView content={seen.content} label={seen.label} current={(await readRefundPolicy()).label} />
  )
}

function read(label: string) {
  return label === CURRENT ? readRefundPolicy() : readRefundPolicyVersion(label)
}
