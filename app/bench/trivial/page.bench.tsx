export const dynamic = 'force-static'

/** A static page that holds nothing: what the bench holds the course page against. Only in a bench build. */
export default function TrivialPage() {
  return <p>Nothing to see.</p>
}
