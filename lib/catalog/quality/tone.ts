import type { Hint } from './hint'
import type { Written } from './written'

/** Lines that stand as headings. */
const HEADINGS = /(^|\.)(title|question)$/

/** How we speak on pages: calm, sentence case (design: Words). */
export function toneHints(texts: readonly Written[]): Hint[] {
  return texts.flatMap(({ path, name, type, text }) => {
    if (type === 'address') return []
    const hints: Hint[] = []
    if (/[!！]/.test(type === 'rich' ? withoutCode(text) : text))
      hints.push({ level: 'should', path, message: `${name} has an exclamation mark; we say it calmly` })
    if (HEADINGS.test(path) && isShouted(text))
      hints.push({ level: 'should', path, message: `${name} is in capitals; write it in sentence case` })
    return hints
  })
}

/** All letters are capitals, and it is more than an abbreviation such as RESP or TTL. */
function isShouted(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.join('') ?? ''
  return letters.length > 6 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()
}

/** `!=` in code is no tone. */
function withoutCode(markdown: string): string {
  return markdown.replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
}
