import type { ChainedCommands, Editor } from '@tiptap/core'

/** A button of the toolbar. `glyph`, `drawing`: what it shows where that is not its name; a drawing is a path in 16 by 16. */
export type RichTextAction = {
  readonly name: string
  readonly glyph?: string
  readonly drawing?: string
  /** As `aria-keyshortcuts` has it, for the tooltip. */
  readonly keys?: string
  /** Absent: it is no switch. */
  readonly active?: (editor: Editor) => boolean
  readonly run: (chain: ChainedCommands) => ChainedCommands
}

export const RICH_TEXT_ACTIONS: readonly RichTextAction[] = [
  {
    name: 'Bold',
    glyph: 'B',
    keys: 'Control+B',
    active: (editor) => editor.isActive('bold'),
    run: (chain) => chain.toggleBold(),
  },
  {
    name: 'Italic',
    glyph: 'I',
    keys: 'Control+I',
    active: (editor) => editor.isActive('italic'),
    run: (chain) => chain.toggleItalic(),
  },
  {
    name: 'Code',
    glyph: '‹›',
    keys: 'Control+E',
    active: (editor) => editor.isActive('code'),
    run: (chain) => chain.toggleMark('code'),
  },
  {
    name: 'Heading',
    keys: 'Control+Alt+2',
    active: (editor) => editor.isActive('heading', { level: 2 }),
    run: (chain) => chain.toggleHeading({ level: 2 }),
  },
  {
    name: 'Subheading',
    keys: 'Control+Alt+3',
    active: (editor) => editor.isActive('heading', { level: 3 }),
    run: (chain) => chain.toggleHeading({ level: 3 }),
  },
  {
    name: 'Bulleted list',
    drawing: 'M6 3.5h8M6 8h8M6 12.5h8M2 3.5h.01M2 8h.01M2 12.5h.01',
    keys: 'Control+Shift+8',
    active: (editor) => editor.isActive('bulletList'),
    run: (chain) => chain.toggleBulletList(),
  },
  {
    name: 'Numbered list',
    drawing: 'M7 3.5h7M7 8h7M7 12.5h7M2 2.5l1.2-.8v4M1.8 10.3c1-1 2.6-.2 1.7 1L1.8 13.5h2.2',
    keys: 'Control+Shift+7',
    active: (editor) => editor.isActive('orderedList'),
    run: (chain) => chain.toggleOrderedList(),
  },
  {
    name: 'Code block',
    glyph: '{ }',
    keys: 'Control+Alt+C',
    active: (editor) => editor.isActive('codeBlock'),
    run: (chain) => chain.toggleCodeBlock(),
  },
]

export const HISTORY_ACTIONS: readonly RichTextAction[] = [
  {
    name: 'Undo',
    drawing: 'M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6',
    keys: 'Control+Z',
    run: (chain) => chain.undo(),
  },
  {
    name: 'Redo',
    drawing: 'M10.5 3l3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H10',
    keys: 'Control+Shift+Z',
    run: (chain) => chain.redo(),
  },
]
