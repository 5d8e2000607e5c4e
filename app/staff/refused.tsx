/** For an employee whose roles do not reach to this page. Answered with 200: the framework has no stable 403 for pages. */
export function Refused({ what }: { readonly what: string }) {
  return (
    <div className="desk-empty">
      <h1>Your role does not open this page</h1>
      <p>
        {what} An admin can give you that role under “People and roles”; it counts from your next click on.
      </p>
      <a className="desk-button" href="/staff">
        Go to your start page
      </a>
    </div>
  )
}
