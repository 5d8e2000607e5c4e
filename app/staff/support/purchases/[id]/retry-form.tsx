import { PendingButton } from '@/app/_ui/pending-button'
import { retryNow } from '../../actions'

/** Has something that is owed for a purchase tried now. */
export function RetryForm({ delivery, purchase }: { readonly delivery: string; readonly purchase: string }) {
  return (
    <form action={retryNow}>
      <input type="hidden" name="delivery" value={delivery} />
      <input type="hidden" name="purchase" value={purchase} />
      <PendingButton label="Retry now" pendingLabel="Asking …" className="desk-button" />
    </form>
  )
}
