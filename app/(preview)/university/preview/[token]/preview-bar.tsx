import type { Preview } from '@/lib/catalog/preview/open'

/** Where a preview's buy button leads: here, which says that it does not buy. */
export const PREVIEW_BAR = 'preview'

/** Says on the page itself that it is no public page, whose words it shows, and what is missing in them. */
export function PreviewBar({ preview }: { readonly preview: Preview }) {
  const { number, by, expiresAt } = preview
  const notes = [...new Set(preview.notes)]
  const gaps = notes.length === 1 ? 'One thing is' : `${notes.length} things are`
  return (
    <aside id={PREVIEW_BAR} aria-label="Preview" className="preview-bar on-ink">
      <div className="frame">
        <p>
          <strong>
            Preview of revision {number} by {by}, {preview.public ? 'which is public now' : 'not public'}.
          </strong>{' '}
          Nothing can be bought here. The link works until{' '}
          <time dateTime={expiresAt.toISOString()}>{untilWords(expiresAt)}</time>.
        </p>
        {notes.length > 0 && (
          <details>
            <summary>{gaps} not ready</summary>
            <ul>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </aside>
  )
}

function untilWords(at: Date): string {
  const shown = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  return `${shown.format(at)} UTC`
}
