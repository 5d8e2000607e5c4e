import { Desk } from '@/app/staff/desk'

/** No unit and no page of the site has this address; who may not know sees the same sign-in as everywhere. */
export default function DocumentNotFound() {
  return (
    <Desk here="catalog" path="/staff/catalog">
      {() => (
        <div className="desk-empty">
          <h1>There is nothing of this name to edit</h1>
          <p>The address may be cut off, or it belongs to another environment. Units are never deleted.</p>
          <a className="desk-button" href="/staff/catalog">
            Go to the catalog
          </a>
        </div>
      )}
    </Desk>
  )
}
