import { NoticePage } from '@/app/_ui/notice-page'

/** No version of this name was ever public. */
export default function RefundPolicyNotFound() {
  return (
    <NoticePage
      title="There is no such version of the refund policy"
      text="The address may be mistyped. The version in force is always here."
      step={{ href: '/university/refund-policy', label: 'See the refund policy' }}
    />
  )
}
