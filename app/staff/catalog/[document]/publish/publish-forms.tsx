'use client'

import { useActionState } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import { PendingButton } from '@/app/_ui/pending-button'
import { FieldError } from '@/app/university/checkout/field-error'
import { publishLater, publishNow } from './actions'
import { isAboutTime, PUBLISH_WORDS } from './publish-words'
import type { PublishProblem } from './publish-words'

type Props = { readonly document: string; readonly token: string }

/** Makes it public at once. */
export function PublishNow(place: Props) {
  const [state, submit] = useActionState(publishNow, {})
  return (
    <form action={submit} className="edit-draft-way">
      <Place {...place} />
      <h3>Now</h3>
      <p>Everybody sees it within ten seconds. What was public stays in the history.</p>
      {state.problem !== undefined && <Refusal problem={state.problem} />}
      <PendingButton
        label="Publish now"
        pendingLabel="Publishing …"
        className="button-primary edit-draft-publish"
      />
    </form>
  )
}

type LaterProps = Props & {
  readonly title: string
  readonly usualZones: readonly string[]
  readonly zones: readonly string[]
}

/** Has it become public at a time on some clock. */
export function PublishLater({ usualZones, zones, title, ...place }: LaterProps) {
  const [state, submit] = useActionState(publishLater, { values: { at: '', zone: usualZones[0] ?? 'UTC' } })
  const { problem, values } = state
  const error = problem !== undefined && isAboutTime(problem) ? PUBLISH_WORDS[problem] : undefined
  const errors = error === undefined ? {} : { at: error }
  return (
    <form action={submit} noValidate className="edit-draft-way">
      <Place {...place} />
      <h3>Later</h3>
      <p>It becomes public by itself. Until then you can cancel it in the list.</p>
      <ErrorSummary errors={errors} order={['at']} page={`Publish ${title}`} />
      {problem !== undefined && error === undefined && <Refusal problem={problem} />}
      <div className="edit-draft-field">
        <label htmlFor="at">Date and time</label>
        <FieldError id="at" error={error} />
        <input
          id="at"
          name="at"
          type="datetime-local"
          max="9999-12-31T23:59"
          className="edit-draft-date"
          defaultValue={values.at}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : 'at-error'}
        />
      </div>
      <div className="edit-draft-field">
        <label htmlFor="zone">On the clocks of</label>
        <select
          key={values.zone}
          id="zone"
          name="zone"
          className="edit-draft-date"
          defaultValue={values.zone}
        >
          <Zones label="Ours" zones={usualZones} />
          <Zones label="All" zones={zones.filter((zone) => !usualZones.includes(zone))} />
        </select>
      </div>
      <PendingButton label="Publish then" pendingLabel="Scheduling …" className="desk-button" />
    </form>
  )
}

function Zones({ label, zones }: { readonly label: string; readonly zones: readonly string[] }) {
  return (
    <optgroup label={label}>
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
    </optgroup>
  )
}

function Place({ document, token }: Props) {
  return (
    <>
      <input type="hidden" name="document" value={document} />
      <input type="hidden" name="token" value={token} />
    </>
  )
}

function Refusal({ problem }: { readonly problem: PublishProblem }) {
  return (
    <p className="field-error" role="alert">
      <span className="visually-hidden">Error: </span>
      {PUBLISH_WORDS[problem]}
    </p>
  )
}
