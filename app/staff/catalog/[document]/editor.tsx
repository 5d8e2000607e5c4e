'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import type { Conflict } from '@/app/staff/catalog/_form/autosave'
import { ConflictNotice } from '@/app/staff/catalog/_form/conflict-notice'
import { withValue } from '@/app/staff/catalog/_form/draft-edit'
import { FormContext } from '@/app/staff/catalog/_form/form-context'
import type { UnitChoice } from '@/app/staff/catalog/_form/form-context'
import { FormGroups } from '@/app/staff/catalog/_form/form-groups'
import { messagesAtFields } from '@/app/staff/catalog/_form/shown-problems'
import { useAutosave } from '@/app/staff/catalog/_form/use-autosave'
import type { Draft, DraftValue, FieldGroup, Problem } from '@/lib/catalog/documents/fields'
import { saveDraft } from './actions'
import { EditorDiscard } from './editor-discard'
import { EditorRail } from './editor-rail'
import { useSteps } from './use-steps'

export type EditorProps = {
  /** As addresses name it: `subjectKey`. */
  readonly document: string
  readonly title: string
  readonly groups: readonly FieldGroup[]
  readonly draft: Draft
  readonly token: string
  readonly problems: readonly Problem[]
  readonly units: readonly UnitChoice[]
  /** There is a draft already. */
  readonly edited: boolean
}

/** The form of one document, which keeps itself saved. */
export function Editor(props: EditorProps) {
  const { document, groups, units } = props
  const [draft, setDraft] = useState(props.draft)
  // Another text altogether is another form: nothing of the one before stays in a field's memory.
  const [edition, setEdition] = useState(0)
  const [autosave, save] = useAutosave({
    token: props.token,
    draft: props.draft,
    problems: props.problems,
    save: (token, text) => saveDraft(document, token, JSON.stringify(text)),
  })
  useEffect(() => autosave.changed(draft), [autosave, draft])
  const steps = useSteps(document, autosave)
  const change = useCallback((path: string, value: DraftValue) => {
    setDraft((before) => withValue(before, path, value))
  }, [])
  const left = useCallback(() => void autosave.settle(), [autosave])
  const { problems } = autosave
  const messages = useMemo(() => messagesAtFields(steps.checked, problems), [steps.checked, problems])
  const form = useMemo(() => ({ change, left, messages, units }), [change, left, messages, units])

  function decide(conflict: Conflict, by: 'theirs' | 'mine') {
    if (by === 'theirs') {
      setDraft(conflict.theirs)
      setEdition(edition + 1)
    }
    void autosave.resolve(conflict, by)
    window.document.getElementById('editor')?.focus()
  }

  return (
    <div className="edit-draft-desk">
      <div id="editor" tabIndex={-1} className="edit-draft-form">
        <ErrorSummary {...steps.checked} page={props.title} />
        {save.phase === 'conflict' && (
          <ConflictNotice
            conflict={save.conflict}
            groups={groups}
            mine={draft}
            onDecide={(by) => decide(save.conflict, by)}
          />
        )}
        <FormContext value={form}>
          <FormGroups key={edition} groups={groups} draft={draft} />
        </FormContext>
        {(props.edited || save.phase !== 'untouched') && <EditorDiscard onDiscard={steps.discard} />}
      </div>
      <EditorRail groups={groups} save={save} steps={steps} />
    </div>
  )
}
