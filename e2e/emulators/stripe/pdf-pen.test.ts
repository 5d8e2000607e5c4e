import { describe, expect, it } from 'vitest'
import { wrapped } from './pdf-pen'
import { printable } from './printable'

const within = (letters: number) => (line: string) => line.length <= letters

describe('lines that fit', () => {
  it.each<[string, number, string[]]>([
    ['', 5, ['']],
    ['one two', 7, ['one two']],
    ['one two three', 7, ['one two', 'three']],
    ['extraordinarily long', 6, ['extrao', 'rdinar', 'ily', 'long']],
    ['a extraordinarily', 6, ['a', 'extrao', 'rdinar', 'ily']],
    ['ab', 1, ['a', 'b']],
    ['ab', 0, ['a', 'b']],
  ])('%j in %i', (text, letters, lines) => {
    expect(wrapped(text, within(letters))).toEqual(lines)
  })

  it('lose no letter, whatever the text', () => {
    const text = 'Sicherheit und Betrieb hochverfügbarer Datenbanksysteme mit Aktiv-Aktiv-Georeplikation'
    for (let letters = 1; letters < 40; letters += 1) {
      const lines = wrapped(text, within(letters))
      expect(lines.every((line) => line.length <= letters)).toBe(true)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    }
  })
})

describe('letters a PDF can print', () => {
  it.each([
    ['Müller & Söhne – „Redis“', 'Müller & Söhne – „Redis“'],
    ['Čeština, Łódź', 'Ceština, ?ódz'],
    ['₪117.41', 'ILS 117.41'],
    ['東京\u0007', '???'],
  ])('%s', (text, printed) => {
    expect(printable(text)).toBe(printed)
  })
})
