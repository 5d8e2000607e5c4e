import { NoticePage } from '@/app/_ui/notice-page'
import { services } from '@/lib/runtime/services'

/** A payment form of another browser or person, or of nobody we know: the same words, so that neither can be told. */
export default function PayNotFound() {
  return (
    <NoticePage
      title="This payment page cannot be shown here"
      text="It opens only in the browser it was started in, or for whoever started it when they are signed in. Nothing was charged here. If you have paid already, the course opens in Redis University by itself; if not, choose Purchase there again."
      step={{ href: services().site.flockjayUrl, label: 'Open Redis University' }}
    />
  )
}
