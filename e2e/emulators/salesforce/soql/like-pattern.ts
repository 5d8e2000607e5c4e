import { readEscapes } from './literal'

/**
 * What LIKE matches: the whole text, `%` any run of characters and `_` one; both as themselves after a backslash.
 * `raw` is the text between the quotes, escapes included.
 */
export function likePattern(raw: string, foldCase: boolean): RegExp {
  const pattern = readEscapes(raw, wildcard, literally)
  return new RegExp(`^${pattern}$`, foldCase ? 'is' : 's')
}

function wildcard(character: string): string {
  if (character === '%') return '.*'
  return character === '_' ? '.' : literally(character)
}

function literally(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\]/, '\\$&')
}
