'use client'

import { KIND_NAMES } from '@/app/_ui/kind-badge'
import { FieldError } from '@/app/university/checkout/field-error'
import type { Kind } from '@/lib/catalog/course-content'

/** Written out: the schema of kinds would bring the whole validator to the browser. */
const KINDS = ['certification', 'course', 'lab', 'live-training'] as const satisfies readonly Kind[]
const WHAT: Readonly<Record<Kind, string>> = {
  certification: 'An exam with a certificate that can be checked.',
  course: 'Lessons a learner takes at their own pace.',
  lab: 'One hands-on task in a sandbox.',
  'live-training':
    'Taught on dates, with a limited number of seats. Seats cannot be sold yet; it can be announced.',
}

/** What a unit is: it is fixed from then on, because the form of its page follows it. */
export function KindField(props: {
  readonly value: string
  readonly error: string | undefined
  readonly onChange: () => void
}) {
  const { value, error, onChange } = props
  return (
    <fieldset className="edit-choices" aria-describedby={error === undefined ? undefined : 'kind-error'}>
      <legend>What is it? This cannot be changed later.</legend>
      <FieldError id="kind" error={error} />
      {KINDS.map((kind, index) => {
        const id = index === 0 ? 'kind' : `kind-${kind}`
        return (
          <div key={kind}>
            <input
              type="radio"
              id={id}
              name="kind"
              value={kind}
              defaultChecked={value === kind}
              aria-describedby={`${id}-what`}
              onChange={onChange}
            />
            <div>
              <label htmlFor={id}>{KIND_NAMES[kind]}</label>
              <p id={`${id}-what`} className="fine">
                {WHAT[kind]}
              </p>
            </div>
          </div>
        )
      })}
    </fieldset>
  )
}
