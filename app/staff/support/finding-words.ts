const TITLES: Readonly<Record<string, string>> = {
  'possible-duplicate': 'Possibly bought twice',
  'smid-mismatch': 'Two accounts for one purchase',
}
const ADVICE: Readonly<Record<string, string>> = {
  'possible-duplicate':
    'Ask the learner before anything is refunded: a colleague may have wanted it too. Nothing is refunded by itself.',
  'smid-mismatch': 'Ask which account it belongs to. The purchase stays with the person who paid.',
}

/** What was noticed, in a few words; a kind of a later release by its own name. */
export function findingTitle(kind: string): string {
  return TITLES[kind] ?? kind
}

/** What to do about it. */
export function findingAdvice(kind: string): string | undefined {
  return ADVICE[kind]
}
