import { describe, expect, it } from 'vitest'
import { seedCatalog } from '@/prisma/seed/catalog'
import { linkAddressSchema } from '../page-content'
import { isLinkAddress } from './link-address'
import { linksOf } from './links-of'
import { linkWords } from './link-words'
import { parseRichText } from './parse'
import { plainText } from './plain-text'
import { writeRichText } from './write'

const words = (markdown: string) => parseRichText(markdown)
const paragraph = (text: string) => ({ type: 'paragraph', inline: [{ text }] })

describe('what a text can have', () => {
  it('headings, lists, links, emphasis and code', () => {
    expect(
      words('## One\n\n### Two\n\n- a\n  1. b\n- **c** *d* `e` [f](/g)\n\n```python\nx = 1\n```\n\nh\\\ni'),
    ).toEqual([
      { type: 'heading', level: 2, inline: [{ text: 'One' }] },
      { type: 'heading', level: 3, inline: [{ text: 'Two' }] },
      {
        type: 'list',
        start: undefined,
        items: [
          [paragraph('a'), { type: 'list', start: 1, items: [[paragraph('b')]] }],
          [
            {
              type: 'paragraph',
              inline: [
                { text: 'c', strong: true },
                { text: ' ' },
                { text: 'd', emphasis: true },
                { text: ' ' },
                { text: 'e', code: true },
                { text: ' ' },
                { text: 'f', link: '/g' },
              ],
            },
          ],
        ],
      },
      { type: 'code', language: 'python', text: 'x = 1' },
      { type: 'paragraph', inline: [{ text: 'h' }, { break: true }, { text: 'i' }] },
    ])
  })

  it.each([
    ['# One'],
    ['#### Four'],
    ['##'],
    ['> quoted'],
    ['***'],
    ['- - -'],
    ['-'],
    ['1984.'],
    ['![a picture](https://a.b/c.png)'],
    ['<b>bold</b>'],
    ['<https://redis.io>'],
    ['https://redis.io'],
    ['[a]: https://redis.io'],
    ['[a][b]'],
    ['[](https://redis.io)'],
    ['| a | b |'],
    ['~~gone~~'],
    ['<!-- hidden -->'],
    ['<?php echo 1 ?>'],
    ['&lt;script&gt;'],
  ])('%s stays the words it is', (markdown) => {
    const shown = markdown.startsWith('&') ? '<script>' : markdown
    expect(words(markdown)).toEqual([paragraph(shown)])
    expect(words(writeRichText(words(markdown)))).toEqual([paragraph(shown)])
  })

  it('loses no words of what it does not know', () => {
    expect(plainText('a\n===\n\n    indented\n\n``` js extra words\ncode\n```')).toBe(
      'a ===\nindented\njs extra words\ncode',
    )
  })
})

describe('where links lead', () => {
  const REFUSED = [
    ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)', '&#106;avascript:alert(1)'],
    ...[
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'http://redis.io',
      'mailto:a@b.c',
      'blob:https://a',
    ],
    ...[
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      'evil.example',
      '#here',
      '?x',
      '',
      'https:',
      'https:a',
    ],
    ...['https://a b', ' /x', '/\u2028', `/${'x'.repeat(500)}`],
  ]

  it.each(REFUSED)('not to %j', (address) => {
    expect(isLinkAddress(address)).toBe(false)
    expect(plainText(`[words](<${address}>)`)).toContain('words')
    expect(
      linksOf(`[words](<${address}>) ![x](<${address}>) <${address}> <a href="${address}">x</a>`),
    ).toEqual([])
    expect(
      linksOf(writeRichText([{ type: 'paragraph', inline: [{ text: 'words', link: address }] }])),
    ).toEqual([])
  })

  it.each(['https://a\\@b', '/a\u0000b', 'https://a\u0000b'])(
    'not to %j, which Markdown cannot say',
    (address) => {
      expect(isLinkAddress(address)).toBe(false)
    },
  )

  it.each(['/', '/university/courses/redis-json', 'https://redis.io/docs?a=b#c', 'HTTPS://redis.io'])(
    'to %s',
    (address) => {
      expect(linksOf(`- [a](${address}) **[b](${address})**`)).toEqual([address])
    },
  )

  it('takes nothing that an address field refuses', () => {
    const all = [...REFUSED, '/', '/university', 'https://redis.io']
    const more = all.filter(
      (address) => isLinkAddress(address) && !linkAddressSchema.safeParse(address).success,
    )
    expect(more).toEqual([])
  })

  it('links words by name, the longest name first, but not in links or code', () => {
    const names = [
      { words: 'Redis', address: '/a' },
      { words: 'Redis (JSON)', address: '/b' },
    ]
    expect(linkWords(words('See Redis (JSON), **Redis** and [Redis](/c), `Redis`'), names)).toEqual([
      {
        type: 'paragraph',
        inline: [
          { text: 'See ' },
          { text: 'Redis (JSON)', link: '/b' },
          { text: ', ' },
          { text: 'Redis', strong: true, link: '/a' },
          { text: ' and ' },
          { text: 'Redis', link: '/c' },
          { text: ', ' },
          { text: 'Redis', code: true },
        ],
      },
    ])
  })
})

describe('texts that are plain', () => {
  const texts = seedCatalog.flatMap(({ content }) => [
    content.prerequisites.text,
    content.certificate,
    ...content.faq.map(({ answer }) => answer),
  ])

  it('reads the seed word by word, and writes it as it was', () => {
    expect(texts.length).toBeGreaterThan(50)
    for (const text of texts) {
      expect(words(text)).toEqual([paragraph(text)])
      expect(writeRichText(words(text))).toBe(text)
    }
  })
})

describe('texts that attack', () => {
  const DEEP = [
    '*a '.repeat(3000) + 'x*'.repeat(3000),
    '**a '.repeat(2500) + 'x**'.repeat(2500),
    '\\\\*a '.repeat(2500) + 'x*'.repeat(2500),
    '- '.repeat(10_000),
    '1. '.repeat(6000) + 'x',
    '['.repeat(20_000),
    '[a '.repeat(3000) + '](/x)'.repeat(2000),
    '> '.repeat(10_000),
    '`'.repeat(20_000),
    Array.from({ length: 20 }, (_, line) => `${' '.repeat(98 * line)}${'* - '.repeat(24)}x`).join('\n'),
  ]

  it.each(DEEP.map((text) => [text.slice(0, 12), text]))('reads %j … without end', (_, text) => {
    const once = writeRichText(parseRichText(text))
    expect(writeRichText(parseRichText(once))).toBe(once)
  })

  it('keeps control characters, byte order marks and halves of characters out', () => {
    expect(plainText('\ufeffa\u0000b\u0007c\ud800d \u202f e')).toBe('a\ufffdbc\ufffdd\u202fe')
  })
})
