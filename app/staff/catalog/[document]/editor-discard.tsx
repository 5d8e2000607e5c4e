/** Throws the draft away, behind one more click that says what it means. */
export function EditorDiscard({ onDiscard }: { readonly onDiscard: () => void }) {
  return (
    <details className="desk-confirm edit-draft-discard">
      <summary className="desk-button">Discard draft…</summary>
      <div>
        <p>
          Every change that is not public is thrown away, and the form shows again what it began from. This
          cannot be taken back.
        </p>
        <button type="button" className="desk-button" onClick={onDiscard}>
          Discard the draft
        </button>
      </div>
    </details>
  )
}
