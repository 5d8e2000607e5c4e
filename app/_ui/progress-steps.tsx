export type Step = {
  readonly label: string
  readonly state: 'done' | 'now' | 'waiting'
  readonly at?: Date | undefined
  readonly note?: string | undefined
}

const SPOKEN = { done: 'done', now: 'in progress', waiting: 'not yet' } as const
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' })

/** Steps of something that happens by itself, with the time (UTC) of each. */
export function ProgressSteps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol className="steps">
      {steps.map(({ label, state, at, note }) => (
        <li key={label} data-state={state}>
          {label}
          <span className="visually-hidden"> ({SPOKEN[state]})</span>
          <span className="mono">
            {at && (
              <time dateTime={at.toISOString()} title={at.toUTCString()}>
                {clock.format(at)}
              </time>
            )}
            {note}
          </span>
        </li>
      ))}
    </ol>
  )
}
