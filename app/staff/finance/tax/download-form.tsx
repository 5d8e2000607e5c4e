/** All findings of a period, open and closed, as a file. Days in UTC; an empty day is no limit. */
export function DownloadForm() {
  return (
    <>
      <h2>Download</h2>
      <p className="fine">Open and closed findings recorded in a period (UTC, both days included), as CSV.</p>
      <form action="/staff/finance/tax/csv" className="desk-filter">
        <div>
          <label htmlFor="from">From</label>
          <input id="from" name="from" type="date" />
        </div>
        <div>
          <label htmlFor="to">To</label>
          <input id="to" name="to" type="date" />
        </div>
        <button type="submit" className="desk-button">
          Download
        </button>
      </form>
    </>
  )
}
