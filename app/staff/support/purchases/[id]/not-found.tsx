import { Desk } from '@/app/staff/desk'

/** No purchase of this id; who may not know sees the same sign-in as everywhere. */
export default function PurchaseNotFound() {
  return (
    <Desk here="purchases" path="/staff/support">
      {() => (
        <div className="desk-empty">
          <h1>There is no such purchase</h1>
          <p>
            The address may be cut off, or it belongs to another environment. Nothing here is ever deleted.
          </p>
          <a className="desk-button" href="/staff/support">
            Find purchases
          </a>
        </div>
      )}
    </Desk>
  )
}
