'use client'

import type { DraftValue } from '@/lib/catalog/documents/fields'

export type RowAct =
  | { readonly do: 'add'; readonly row: DraftValue }
  | { readonly do: 'remove' }
  | { readonly do: 'move'; readonly by: -1 | 1 }

/** What can be done to a row; each button's name says to which. */
export function RowControls(props: {
  /** Such as "Question 2". */
  readonly name: string
  readonly first: boolean
  readonly last: boolean
  readonly act: (what: RowAct) => void
}) {
  const { name, first, last, act } = props
  return (
    <div className="edit-draft-row-controls">
      <button
        type="button"
        data-move="up"
        className="desk-button"
        disabled={first}
        aria-label={`Move up ${name}`}
        onClick={() => act({ do: 'move', by: -1 })}
      >
        ↑
      </button>
      <button
        type="button"
        data-move="down"
        className="desk-button"
        disabled={last}
        aria-label={`Move down ${name}`}
        onClick={() => act({ do: 'move', by: 1 })}
      >
        ↓
      </button>
      <button
        type="button"
        className="desk-button"
        aria-label={`Remove ${name}`}
        onClick={() => act({ do: 'remove' })}
      >
        Remove
      </button>
    </div>
  )
}
