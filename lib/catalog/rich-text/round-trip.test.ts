import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromEditor, toEditor } from './editor-document'
import { normalForm } from './normal-form'
import { parseRichText } from './parse'
import type { Block, Inline, Item, Marks, Paragraph } from './tree'
import { writeRichText } from './write'

/** Words made of what Markdown could mistake for its own, beside ordinary ones. */
const words = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'B',
        '1',
        ' ',
        '  ',
        '*',
        '**',
        '_',
        '`',
        '``',
        '[',
        ']',
        '(',
        ')',
        '<',
        '>',
        '#',
        '!',
        '&amp;',
        '&',
      ],
      ...[
        '\\',
        '-',
        '+',
        '=',
        '1.',
        '2)',
        '|',
        '~',
        ':',
        '"',
        '“',
        'é',
        '学',
        '🙂',
        '\u00a0',
        '\n',
        '\t',
        '---',
        '.',
        '/',
      ],
      ...[
        '<script>',
        'javascript:',
        '](',
        'https://a.b',
        '\u2028',
        '\u0000',
        '\ufeff',
        '\u2007',
        'x y',
        '$',
        '^',
      ],
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''))
const address = fc.oneof(
  fc.constantFrom(
    '/',
    '/university',
    'https://redis.io/docs',
    'https://a.b/(c)',
    'https://a.b/?x=1&y=[2]*_`<>"\'#d',
  ),
  fc.constantFrom(
    'https://a.b/&amp;',
    'https://a.b/)',
    '/a(b',
    '//evil.example',
    'javascript:alert(1)',
    '/\\evil',
  ),
  fc.webUrl(),
  words,
)
const marks: fc.Arbitrary<Marks> = fc
  .record({ strong: fc.boolean(), emphasis: fc.boolean(), code: fc.boolean(), link: fc.option(address) })
  .map(({ strong, emphasis, code, link }) => ({
    ...(strong ? { strong } : {}),
    ...(emphasis ? { emphasis } : {}),
    ...(code ? { code } : {}),
    ...(link === null ? {} : { link }),
  }))
const inline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(words, marks).map(([text, all]) => ({ text, ...all })) },
  { weight: 1, arbitrary: fc.constant({ break: true as const }) },
)
const inlines = fc.array(inline, { maxLength: 6 })
const paragraph: fc.Arbitrary<Paragraph> = inlines.map((all) => ({ type: 'paragraph', inline: all }))
const start = fc.option(fc.constantFrom(0, 1, 2, 1984, 999_999_999, -1, 1.5), { nil: undefined })
const listOf = (part: fc.Arbitrary<Item[number]>): fc.Arbitrary<Item[number]> =>
  fc
    .tuple(start, fc.array(fc.array(part, { maxLength: 3 }), { maxLength: 3 }))
    .map(([from, items]) => ({ type: 'list', start: from, items }))
const list = listOf(fc.oneof(paragraph, listOf(fc.oneof(paragraph, listOf(paragraph)))))
const code: fc.Arbitrary<Block> = fc
  .tuple(fc.option(fc.constantFrom('python', 'c++', 'a b', '`')), fc.array(words, { maxLength: 4 }))
  .map(([language, lines]) => ({
    type: 'code',
    ...(language === null ? {} : { language }),
    text: lines.join('\n'),
  }))
const heading: fc.Arbitrary<Block> = fc
  .tuple(fc.constantFrom(2 as const, 3 as const), inlines)
  .map(([level, all]) => ({ type: 'heading', level, inline: all }))
const anyText = fc.array(fc.oneof(paragraph, heading, code, list as fc.Arbitrary<Block>), { maxLength: 5 })

/** Markdown of any kind, most of it odd. */
const anyMarkdown = fc.oneof(
  fc
    .array(fc.oneof(words, fc.constantFrom('\n', '\n\n', '- ', '1. ', '## ', '```\n', '> ', '    ', '**')))
    .map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
)

const RUNS = { numRuns: 200 }

describe('a rich text', () => {
  it('written down and read again is the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseRichText(writeRichText(text))).toEqual(normalForm(text))
      }),
      RUNS,
    )
  })

  it('has one normal form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(normalForm(normalForm(text))).toEqual(normalForm(text))
      }),
      RUNS,
    )
  })

  it('is written in one way, whatever Markdown it came from', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        const once = writeRichText(parseRichText(markdown))
        expect(writeRichText(parseRichText(once))).toBe(once)
      }),
      RUNS,
    )
  })

  it('goes to the editor and back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const normal = normalForm(text)
        expect(fromEditor(toEditor(normal))).toEqual(normal)
      }),
      RUNS,
    )
  })
})
