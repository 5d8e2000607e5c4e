import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NoticePage } from '@/app/_ui/notice-page'
import { sessionIdSchema } from '@/lib/ids'

export const metadata: Metadata = { title: 'Document not available now', robots: { index: false } }

type Query = Promise<{ session_id?: string | string[] }>

/** Stripe keeps the documents and did not answer. */
export default async function UnreachablePage({ searchParams }: { readonly searchParams: Query }) {
  const id = sessionIdSchema.safeParse((await searchParams).session_id)
  if (!id.success) notFound()
  return (
    <NoticePage
      title="Your document cannot be fetched right now"
      text="Stripe keeps it and does not answer at this moment. It is not lost; please try again in a minute."
      step={{ href: `/university/checkout/done?session_id=${id.data}`, label: 'Back to your purchase' }}
    />
  )
}
