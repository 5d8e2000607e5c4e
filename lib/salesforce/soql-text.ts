const NAMED: Readonly<Record<string, string>> = {
  '\\': String.raw`\\`,
  "'": String.raw`\'`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
  '\b': String.raw`\b`,
  '\f': String.raw`\f`,
}

/**
 * A value as a SOQL string, quotes included (SOQL and SOSL reference, “Quoted string escape sequences”). `%` and `_` mean
 * something to LIKE only. Other control characters are left out: SOQL cannot say them, and nothing that we look for has any.
 */
export function soqlText(value: string): string {
  const escaped = value.toWellFormed().replaceAll(/[\\'\p{Cc}]/gu, (character) => NAMED[character] ?? '')
  return `'${escaped}'`
}
