import { NoticePage } from '@/app/_ui/notice-page'

/** A done page for a session that is not ours. */
export default function DoneNotFound() {
  return (
    <NoticePage
      title="We do not know this purchase"
      text="The address is not one we gave out. If you have paid, look for the mail from Stripe: it names your reference, and support can find it."
      step={{ href: '/university/go/help', label: 'Ask for help' }}
    />
  )
}
