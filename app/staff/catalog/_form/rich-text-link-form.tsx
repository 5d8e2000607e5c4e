import type { Editor } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { isLinkAddress, LONGEST_ADDRESS } from '@/lib/catalog/rich-text/link-address'

/** Asks where the chosen words lead. It is no form of its own: the field stands in one. */
export function RichTextLinkForm(props: {
  /** The id of the field. */
  readonly id: string
  readonly editor: Editor
  readonly onClose: () => void
}) {
  const { editor, onClose } = props
  const before = linkAt(editor)
  const [address, setAddress] = useState(before ?? '')
  const [error, setError] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const id = `${props.id}-link`
  const close = () => {
    onClose()
    editor.view.focus()
  }
  const apply = () => {
    const problem = problemOf(address.trim())
    setError(problem)
    if (problem !== undefined) return input.current?.focus()
    link(editor, address.trim())
    close()
  }
  const remove = () => {
    editor.chain().extendMarkRange('link').unsetMark('link').run()
    close()
  }
  return (
    <div
      className="edit-link"
      role="group"
      aria-label="Link"
      onKeyDown={(event) => onKey(event, apply, close)}
    >
      <label htmlFor={id}>Address</label>
      {error !== undefined && (
        <p id={`${id}-error`} className="field-error" role="alert">
          <span className="visually-hidden">Error: </span>
          {error}
        </p>
      )}
      <input
        ref={input}
        id={id}
        type="text"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST_ADDRESS}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? `${id}-hint` : `${id}-error ${id}-hint`}
      />
      <p id={`${id}-hint`} className="fine">
        https://… or, on this site, /university/…
      </p>
      <div className="edit-link-buttons">
        <LinkButton label="Set link" onPress={apply} />
        {before !== undefined && <LinkButton label="Remove link" onPress={remove} />}
        <LinkButton label="Cancel" onPress={close} />
      </div>
    </div>
  )
}

function LinkButton({ label, onPress }: { readonly label: string; readonly onPress: () => void }) {
  return (
    <button type="button" className="desk-button" onClick={onPress}>
      {label}
    </button>
  )
}

function linkAt(editor: Editor): string | undefined {
  const href: unknown = editor.getAttributes('link')['href']
  return typeof href === 'string' ? href : undefined
}

function problemOf(address: string): string | undefined {
  if (address === '') return 'Enter the address'
  return isLinkAddress(address)
    ? undefined
    : 'The address must begin with https:// or, on this site, with /, and have no spaces'
}

/** Links the chosen words; where none are chosen, the address stands for itself. */
function link(editor: Editor, href: string): void {
  const mark = { type: 'link', attrs: { href } }
  if (editor.isActive('link')) editor.chain().extendMarkRange('link').setMark('link', { href }).run()
  else if (editor.state.selection.empty)
    editor
      .chain()
      .insertContent({ type: 'text', text: href, marks: [mark] })
      .run()
  else editor.chain().setMark('link', { href }).run()
}

function onKey(event: KeyboardEvent, apply: () => void, close: () => void): void {
  if (event.key === 'Escape') close()
  else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) apply()
  else return
  event.preventDefault()
}
