import { getSchema } from '@tiptap/core'
import { describe, expect, it } from 'vitest'
import { fromEditor, toEditor } from '@/lib/catalog/rich-text/editor-document'
import { parseRichText } from '@/lib/catalog/rich-text/parse'
import { RICH_TEXT_EXTENSIONS } from './rich-text-schema'
import { isUnseen, marksInStyle, wordListLine } from './rich-text-word-list'

const schema = getSchema(RICH_TEXT_EXTENSIONS)

describe('the editor', () => {
  it('holds what a text can have, and nothing else', () => {
    expect(Object.keys(schema.nodes).sort()).toEqual(
      [
        'doc',
        'paragraph',
        'text',
        'heading',
        'bulletList',
        'orderedList',
        'listItem',
        'codeBlock',
        'hardBreak',
      ].sort(),
    )
    expect(Object.keys(schema.marks).sort()).toEqual(['bold', 'code', 'italic', 'link'])
  })

  it('takes every kind of text as it is', () => {
    const text = parseRichText(
      '## A [**`b`**](/c)\n\n### D\n\n- e\n\n  f\n  3. g\n\n1. *h*\\\n   i\n\n```python\nj\n```\n\n**k *l***',
    )
    const document = schema.nodeFromJSON(toEditor(text))
    document.check()
    expect(fromEditor(document.toJSON())).toEqual(text)
    expect(() => schema.nodeFromJSON(toEditor([])).check()).not.toThrow()
  })
})

describe('styles of word processors', () => {
  it('says which paragraphs are lines of lists', () => {
    expect(wordListLine('text-indent:-18pt;mso-list:l0 level2 lfo1', '·')).toEqual({
      level: 2,
      ordered: false,
    })
    expect(wordListLine('mso-list:l1 level1 lfo2', ' 12. ')).toEqual({ level: 1, ordered: true })
    expect(wordListLine('mso-list:l1 level1 lfo2', '(iv)')).toEqual({ level: 1, ordered: true })
    expect(wordListLine('mso-list:l1 level1 lfo2', 'o')).toEqual({ level: 1, ordered: false })
    expect(wordListLine('margin-left:18pt', '1.')).toBeUndefined()
    expect(wordListLine('mso-list:Ignore', '1.')).toBeUndefined()
  })

  it('says what is bold and slanted, and what is not', () => {
    expect(marksInStyle('color:red; FONT-WEIGHT: 700')).toEqual({ bold: true, italic: undefined })
    expect(marksInStyle('font-weight:normal;font-style:italic')).toEqual({ bold: false, italic: true })
    expect(marksInStyle('mso-bidi-font-weight:normal')).toEqual({ bold: undefined, italic: undefined })
  })

  it('says what is not to be seen', () => {
    expect(
      ['display:none', 'mso-hide:all', 'mso-element:comment-list', 'mso-list:Ignore'].map(isUnseen),
    ).toEqual(Array(4).fill(true))
    expect(['display:block', 'mso-list:l0 level1 lfo1', ''].some(isUnseen)).toBe(false)
  })
})
