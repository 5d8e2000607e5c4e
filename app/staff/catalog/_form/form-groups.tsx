'use client'

import { useEffect, useSyncExternalStore } from 'react'
import type { Draft, FieldGroup } from '@/lib/catalog/documents/fields'
import { Fields } from './field-view'

const never = () => () => undefined

/** All fields under their headings. They wait for the script: what is typed before could not be kept. */
export function FormGroups({
  groups,
  draft,
}: {
  readonly groups: readonly FieldGroup[]
  readonly draft: Draft
}) {
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  // A link from another page to a field: it could not have the focus while it waited.
  useEffect(() => {
    if (ready && window.location.hash !== '') document.getElementById(window.location.hash.slice(1))?.focus()
  }, [ready])
  return (
    <fieldset disabled={!ready} className="edit-draft-all">
      <legend className="visually-hidden">The page’s words</legend>
      {groups.map((group, index) => (
        <section
          key={group.title}
          id={groupId(index)}
          aria-labelledby={`${groupId(index)}-title`}
          data-single={isNamedTwice(group)}
        >
          <h2 id={`${groupId(index)}-title`}>{group.title}</h2>
          {group.hint !== undefined && <p className="fine">{group.hint}</p>}
          <Fields fields={group.fields} path="" value={draft} />
        </section>
      ))}
    </fieldset>
  )
}

/** The only field says what the heading says: one of them is enough for the eye. */
function isNamedTwice({ title, fields }: FieldGroup): boolean {
  const [only, ...others] = fields
  return only !== undefined && others.length === 0 && (only.type === 'group' || only.label === title)
}

/** Where a heading of the form is on its page. */
export function groupId(index: number): string {
  return `group-${index + 1}`
}
