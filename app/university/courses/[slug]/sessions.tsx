import type { LiveSession } from '@/lib/catalog/live-session'
import { LocalTime } from './local-time'
import { sessionDates } from './session-dates'

/** The dates of a live training that are not over: in their own zone, and in the visitor's. */
export function Sessions(props: { readonly sessions: readonly LiveSession[]; readonly now: Date }) {
  const dates = sessionDates(props.sessions, props.now)
  if (dates.length === 0) return <p className="max-w-[40em]">No dates are set right now.</p>
  return (
    <ol className="sessions">
      {dates.map(({ id, start, end, words, seats, sales }) => (
        <li key={id}>
          <time dateTime={start.toISOString()}>{words}</time>
          <LocalTime start={start.toISOString()} end={end.toISOString()} />
          <p className="mono text-pen-600">
            {seats} · {sales}
          </p>
        </li>
      ))}
    </ol>
  )
}
