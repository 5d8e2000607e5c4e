'use client'

import { NoticePage } from './_ui/notice-page'

/** Something of ours failed while making a page. */
export default function ErrorPage() {
  return (
    <NoticePage
      title="Something went wrong on our side"
      text="The page could not be made. If you were paying, your payment is safe: reload in a moment to see how far it is."
      step={{ href: '/university', label: 'See the catalog' }}
    />
  )
}
