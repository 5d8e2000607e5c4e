/** What a SKU of each kind begins with. */
const PREFIXES: Readonly<Record<string, string>> = {
  certification: 'RU-CERT',
  course: 'RU-COURSE',
  lab: 'RU-LAB',
  'live-training': 'RU-LIVE',
}
/** Words that tell no unit from another. */
const EMPTY = new Set(
  'a an and as at by for from how in into of on or the to with redis certified certification course lab live training'.split(
    ' ',
  ),
)

/** A SKU to begin with, from what it is and what it is called: "Redis as a vector database" gives RU-COURSE-VECTOR-DATABASE. */
export function suggestSku(kind: string, title: string): string {
  const prefix = PREFIXES[kind]
  if (prefix === undefined) return ''
  const words = wordsOf(title).filter((word) => !EMPTY.has(word))
  return joined(words, prefix, 40).toUpperCase()
}

/** The last part of a page's address, from its title. */
export function suggestSlug(title: string): string {
  return joined(wordsOf(title), '', 80)
}

/** Lower case, without accents; what is neither a letter nor a digit parts words. */
function wordsOf(title: string): readonly string[] {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/[\p{M}’']/gu, '')
    .replaceAll('#', ' sharp')
    .toLowerCase()
  return plain.match(/[a-z0-9]+/g) ?? []
}

/** As many whole words as fit; nothing where not even one does. */
function joined(words: readonly string[], prefix: string, max: number): string {
  let text = prefix
  for (const word of words) {
    const longer = text === '' ? word : `${text}-${word}`
    if (longer.length > max) break
    text = longer
  }
  return text === prefix ? '' : text
}
