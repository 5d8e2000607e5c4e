import { useEditorState } from '@tiptap/react'
import type { Editor } from '@tiptap/react'
import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { HISTORY_ACTIONS, RICH_TEXT_ACTIONS } from './rich-text-actions'
import type { RichTextAction } from './rich-text-actions'

const LINK = { name: 'Link', keys: 'Control+K' }
const FIRST = RICH_TEXT_ACTIONS.map(({ name }) => name)
const NAMES = [...RICH_TEXT_ACTIONS, LINK, ...HISTORY_ACTIONS].map(({ name }) => name)

/**
 * One stop for the Tab key; arrows, Home and End move within it (ARIA Authoring Practices, "Toolbar Pattern"). Without an
 * editor its buttons rest.
 */
export function RichTextToolbar(props: {
  readonly editor: Editor | null
  /** The id of the field. */
  readonly controls: string
  /** The field's label, to tell one toolbar from another. */
  readonly label: string
  readonly disabled: boolean
  readonly linkOpen: boolean
  readonly onLink: () => void
}) {
  const { editor } = props
  const bar = useRef<HTMLDivElement>(null)
  const state = useEditorState({ editor, selector: ({ editor: now }) => stateOf(now) })
  const idle = editor === null || props.disabled
  const actionButton = (action: RichTextAction) => (
    <ToolButton
      key={action.name}
      {...action}
      pressed={action.active === undefined ? undefined : state?.active.includes(action.name) === true}
      // Before the first change nothing is known of the text: then only undoing is impossible.
      idle={idle || !(state?.possible ?? FIRST).includes(action.name)}
      onPress={() => editor !== null && action.run(editor.chain().focus()).run()}
    />
  )
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={`Format: ${props.label}`}
      aria-controls={props.controls}
      className="edit-tools"
      onKeyDown={(event) => moveFocus(event, bar.current)}
      onFocus={(event) => makeStop(event.target, bar.current)}
    >
      {RICH_TEXT_ACTIONS.map(actionButton)}
      <ToolButton
        {...LINK}
        pressed={state?.active.includes(LINK.name) === true}
        expanded={props.linkOpen}
        idle={idle}
        onPress={props.onLink}
      />
      {HISTORY_ACTIONS.map(actionButton)}
    </div>
  )
}

function stateOf(editor: Editor | null) {
  if (editor === null) return null
  const actions = [...RICH_TEXT_ACTIONS, ...HISTORY_ACTIONS]
  const active = actions.filter((action) => action.active?.(editor) === true).map(({ name }) => name)
  return {
    active: editor.isActive('link') ? [...active, LINK.name] : active,
    possible: actions.filter(({ run }) => run(editor.can().chain()).run()).map(({ name }) => name),
  }
}

type ToolButtonProps = Pick<RichTextAction, 'name' | 'glyph' | 'drawing' | 'keys'> & {
  /** undefined: no switch. */
  readonly pressed: boolean | undefined
  readonly expanded?: boolean
  readonly idle: boolean
  readonly onPress: () => void
}

// `aria-disabled`, so that the focus stays when the last change is undone. The first one is the stop until another has
// had the focus.
function ToolButton({ name, glyph, drawing, keys, pressed, expanded, idle, onPress }: ToolButtonProps) {
  return (
    <button
      type="button"
      className="edit-tool"
      title={keys === undefined ? name : `${name} (${keys})`}
      tabIndex={name === NAMES[0] ? 0 : -1}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-disabled={idle}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        if (!idle) onPress()
      }}
    >
      <ToolFace name={name} glyph={glyph} drawing={drawing} />
    </button>
  )
}

type ToolFaceProps = Record<'glyph' | 'drawing', string | undefined> & { readonly name: string }

function ToolFace({ name, glyph, drawing }: ToolFaceProps) {
  if (glyph === undefined && drawing === undefined) return name
  return (
    <>
      {drawing === undefined ? (
        <span aria-hidden="true" data-glyph={name}>
          {glyph}
        </span>
      ) : (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d={drawing} />
        </svg>
      )}
      <span className="visually-hidden">{name}</span>
    </>
  )
}

function buttonsOf(bar: HTMLElement | null): HTMLButtonElement[] {
  return bar === null ? [] : [...bar.querySelectorAll('button')]
}

function makeStop(target: Element, bar: HTMLElement | null): void {
  for (const button of buttonsOf(bar)) button.tabIndex = button === target ? 0 : -1
}

function moveFocus(event: KeyboardEvent, bar: HTMLElement | null): void {
  const buttons = buttonsOf(bar)
  const at = buttons.findIndex((button) => button === event.target)
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
  if (to === undefined || buttons.length === 0) return
  event.preventDefault()
  buttons.at(to % buttons.length)?.focus()
}
