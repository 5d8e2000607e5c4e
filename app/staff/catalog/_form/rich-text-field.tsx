'use client'

import { EditorContent, useEditor } from '@tiptap/react'
import type { Editor } from '@tiptap/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { fromEditor, toEditor } from '@/lib/catalog/rich-text/editor-document'
import { parseRichText } from '@/lib/catalog/rich-text/parse'
import { writeRichText } from '@/lib/catalog/rich-text/write'
import { RichTextCount } from './rich-text-count'
import { RichTextLinkForm } from './rich-text-link-form'
import { cleanPastedHtml } from './rich-text-paste'
import { RICH_TEXT_EXTENSIONS } from './rich-text-schema'
import { RichTextToolbar } from './rich-text-toolbar'

export type RichTextFieldProps = {
  readonly id: string
  readonly label: string
  readonly hint?: string | undefined
  /** Tiny Markdown; so is what `onChange` tells. */
  readonly value: string
  readonly onChange: (markdown: string) => void
  /** In characters of Markdown, as the server counts. */
  readonly max: number
  readonly invalid: boolean
  /** Ids of more that describes the field, such as its error. */
  readonly describedBy?: string | undefined
  readonly disabled?: boolean
  /** Shown between label and text, as with every other field. */
  readonly error?: ReactNode
}

/**
 * A text with headings, lists, links and emphasis, edited as it will look. Until scripts run it is a plain field with the
 * Markdown. Label, hint and count are its own; the error and the box around them are the form's.
 */
export function RichTextField(props: RichTextFieldProps) {
  const { id, label, hint, value, max, disabled = false } = props
  const [linkOpen, setLinkOpen] = useState(false)
  const editor = useMarkdownEditor(props)
  const openLink = () => setLinkOpen((open) => !open)
  return (
    <>
      <label id={`${id}-label`} htmlFor={id} onClick={() => editor?.commands.focus()}>
        {label}
      </label>
      {props.error}
      <div
        className="edit-rich-box"
        data-invalid={props.invalid}
        onKeyDown={(event) => {
          if (!isLinkKey(event) || disabled) return
          event.preventDefault()
          setLinkOpen(true)
        }}
      >
        <RichTextToolbar
          editor={editor}
          controls={id}
          label={label}
          disabled={disabled}
          linkOpen={linkOpen}
          onLink={openLink}
        />
        {linkOpen && editor !== null && (
          <RichTextLinkForm id={id} editor={editor} onClose={() => setLinkOpen(false)} />
        )}
        {editor === null ? <PlainField {...props} /> : <EditorContent editor={editor} />}
      </div>
      <div className="edit-draft-below">
        {hint !== undefined && <p id={`${id}-hint`}>{hint}</p>}
        <RichTextCount id={`${id}-count`} text={value} max={max} />
      </div>
    </>
  )
}

function isLinkKey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !shiftKey && !altKey
}

/** Here until the editor is, and for good where no scripts run. */
function PlainField(props: RichTextFieldProps) {
  return (
    <textarea
      id={props.id}
      className="edit-plain"
      rows={5}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      disabled={props.disabled}
      aria-invalid={props.invalid}
      aria-describedby={descriptionOf(props)}
    />
  )
}

function descriptionOf({ id, hint, describedBy }: RichTextFieldProps): string {
  return [describedBy, hint === undefined ? undefined : `${id}-hint`, `${id}-count`]
    .filter((part) => part !== undefined)
    .join(' ')
}

function useMarkdownEditor(props: RichTextFieldProps): Editor | null {
  const { id, value, onChange, invalid, disabled = false } = props
  const description = descriptionOf(props)
  const [content] = useState(() => toEditor(parseRichText(value)))
  /** What was told and has not come back yet, so that an older answer is not taken for somebody else's words. */
  const told = useRef<string[]>([])
  const editorProps = useMemo(
    () => ({
      attributes: {
        id,
        class: 'edit-rich-text rich-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': `${id}-label`,
        'aria-describedby': description,
        'aria-invalid': String(invalid),
        'aria-disabled': String(disabled),
      },
      transformPastedHTML: cleanPastedHtml,
    }),
    [id, description, invalid, disabled],
  )
  const editor = useEditor({
    extensions: RICH_TEXT_EXTENSIONS,
    content,
    editorProps,
    editable: !disabled,
    immediatelyRender: false,
    injectCSS: false,
    onUpdate: ({ editor: changed }) => {
      const markdown = markdownOf(changed)
      if (told.current.at(-1) === markdown) return
      told.current.push(markdown)
      onChange(markdown)
    },
  })
  useEffect(() => {
    editor?.setEditable(!disabled, false)
  }, [editor, disabled])
  useEffect(() => {
    if (editor === null) return
    const answer = told.current.lastIndexOf(value)
    told.current = answer === -1 ? [] : told.current.slice(answer)
    if (answer === -1 && canonical(value) !== markdownOf(editor)) replace(editor, value)
  }, [editor, value])
  return editor
}

function markdownOf(editor: Editor): string {
  return writeRichText(fromEditor(editor.getJSON()))
}

function canonical(markdown: string): string {
  return writeRichText(parseRichText(markdown))
}

/** Words from elsewhere; the caret stays as near as it can. */
function replace(editor: Editor, markdown: string): void {
  const { from, to } = editor.state.selection
  const content = toEditor(parseRichText(markdown))
  editor.chain().setContent(content, { emitUpdate: false }).setTextSelection({ from, to }).run()
}
