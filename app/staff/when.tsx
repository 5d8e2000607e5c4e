/** A moment in UTC, to the second: staff sit in several zones, and logs and Stripe speak UTC. */
export function When({ at }: { readonly at: Date }) {
  const iso = at.toISOString()
  return (
    <time className="mono" dateTime={iso}>
      {iso.slice(0, 10)} <span className="nowrap">{iso.slice(11, 19)}</span>
    </time>
  )
}
