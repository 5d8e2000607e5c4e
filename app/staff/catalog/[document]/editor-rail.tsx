import type { SaveState } from '@/app/staff/catalog/_form/autosave'
import { groupId } from '@/app/staff/catalog/_form/form-groups'
import { SaveLine } from '@/app/staff/catalog/_form/save-line'
import type { FieldGroup } from '@/lib/catalog/documents/fields'
import type { Steps } from './use-steps'

/** Beside the form, or under it on a phone: how saving stands, what can be done, and where in the form one is. */
export function EditorRail(props: {
  readonly groups: readonly FieldGroup[]
  readonly save: SaveState
  readonly steps: Steps
}) {
  const { groups, save, steps } = props
  const { busy } = steps
  return (
    <aside aria-label="Draft" className="edit-draft-rail">
      <SaveLine state={save} />
      <p role="status" className="edit-draft-said">
        {steps.said}
      </p>
      <div className="edit-draft-steps">
        <button type="button" className="desk-button" aria-disabled={busy === 'check'} onClick={steps.check}>
          Check
        </button>
        <button
          type="button"
          className="desk-button"
          aria-disabled={busy === 'preview'}
          onClick={steps.preview}
        >
          {busy === 'preview' ? 'Opening …' : 'Preview'}
        </button>
        <button
          type="button"
          className="button-primary edit-draft-publish"
          aria-disabled={busy === 'publish'}
          onClick={steps.publish}
        >
          {busy === 'publish' ? 'Checking …' : 'Check and publish'}
        </button>
      </div>
      <nav aria-label="Parts of the form" className="edit-draft-parts">
        <ul>
          {groups.map((group, index) => (
            <li key={group.title}>
              <a href={`#${groupId(index)}`}>{group.title}</a>
            </li>
          ))}
        </ul>
      </nav>
    </aside>
  )
}
