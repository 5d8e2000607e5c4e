import { Fragment } from 'react'
import type { Change } from '@/lib/catalog/documents/change-words'

/** What came and what went, place by place. Said by words and marks, not by colour alone. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <ul className="edit-draft-changes">
      {changes.map((change) => (
        <li key={`${change.kind} ${change.path}`}>
          <p>
            <strong>{change.label}</strong> <span className="fine">{KINDS[change.kind]}</span>
          </p>
          {change.parts.length > 0 && (
            <p className="edit-draft-change-text">
              {change.parts.map(({ op, text }, index) => (
                <Fragment key={index}>
                  {op === 'same' && text}
                  {op === 'added' && (
                    <ins>
                      <span className="visually-hidden"> added: </span>
                      {text}
                    </ins>
                  )}
                  {op === 'removed' && (
                    <del>
                      <span className="visually-hidden"> removed: </span>
                      {text}
                    </del>
                  )}
                </Fragment>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

const KINDS: Readonly<Record<Change['kind'], string>> = {
  added: 'added',
  removed: 'removed',
  changed: 'changed',
  moved: 'moved',
}
