'use client'

import { useEffect, useMemo, useRef } from 'react'
import { diffDrafts } from '@/lib/catalog/documents/diff-drafts'
import type { Draft, FieldGroup } from '@/lib/catalog/documents/fields'
import type { Conflict } from './autosave'
import { ChangeList } from './change-list'

/** Somebody else saved meanwhile: who and when, what differs, and the two ways on. Writing may go on before deciding. */
export function ConflictNotice(props: {
  readonly conflict: Conflict
  readonly groups: readonly FieldGroup[]
  readonly mine: Draft
  readonly onDecide: (by: 'theirs' | 'mine') => void
}) {
  const { conflict, groups, mine, onDecide } = props
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [conflict])
  const changes = useMemo(() => diffDrafts(groups, conflict.theirs, mine), [groups, conflict, mine])
  return (
    <section ref={box} tabIndex={-1} className="edit-draft-conflict" aria-labelledby="conflict-title">
      <h2 id="conflict-title">{conflict.by} changed this meanwhile</h2>
      <p>
        Saved on {whenWords(conflict.at)}, after you opened this page. Your text is still in the form, and you
        can go on writing; it is not saved until you decide.
      </p>
      {changes.length === 0 ? (
        <p>Both say the same now.</p>
      ) : (
        <>
          <h3>What yours says differently</h3>
          <p className="fine">Underlined: only in yours. Struck through: only in theirs.</p>
          <ChangeList changes={changes} />
        </>
      )}
      <div className="edit-draft-choices">
        <div>
          <button type="button" className="desk-button" onClick={() => onDecide('mine')}>
            Keep mine
          </button>
          <p className="fine">Theirs stays in the history, where it can be published again.</p>
        </div>
        <div>
          <button type="button" className="desk-button" onClick={() => onDecide('theirs')}>
            Take theirs
          </button>
          <p className="fine">Yours is given up, and the form shows theirs.</p>
        </div>
      </div>
    </section>
  )
}

/** "21 November, 12:04" on the writer's own clock. */
function whenWords(at: string): string {
  return new Date(at).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  })
}
