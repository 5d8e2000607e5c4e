/** A row of a list, as far as telling it again needs. */
export type Row = {
  /** Its own id, where rows have one. */
  readonly id: string | undefined
  /** What people call it by, such as the question. */
  readonly name: string
  readonly text: string
}

/** Which row of the older list a row of the newer one was, by their places; `moved`: others now stand before it. */
export type RowPair = { readonly before: number; readonly after: number; readonly moved: boolean }

/** Share of words two rows must have in common to count as one that was rewritten. */
const ALIKE = 0.4
const NAMED_ALIKE = 0.75
const MOST_WORDS = 200

/** Finds the same rows again in two lists: by id, else by the same words, else by similar words. The rest came or went. */
export function matchRows(before: readonly Row[], after: readonly Row[]): RowPair[] {
  const pairs = new Map<number, number>()
  const isFree = createFree(pairs)
  const take = (b: number, a: number) => {
    if (isFree(b, a)) pairs.set(a, b)
  }
  for (const [b, a] of everyPair(before, after))
    if (before[b]?.id !== undefined && before[b].id === after[a]?.id) take(b, a)
  for (const [b, a] of longestSame(before, after)) take(b, a)
  for (const [b, a] of everyPair(before, after))
    if (mayBeOne(before[b], after[a]) && before[b]?.text === after[a]?.text) take(b, a)
  for (const [b, a] of alike(before, after, isFree)) take(b, a)
  const ordered = [...pairs].map(([a, b]) => ({ before: b, after: a })).sort((x, y) => x.after - y.after)
  const stayed = longestRising(ordered.map((pair) => pair.before))
  return ordered.map((pair) => ({ ...pair, moved: !stayed.has(pair.before) }))
}

type Places = readonly [before: number, after: number]

function createFree(pairs: ReadonlyMap<number, number>): (b: number, a: number) => boolean {
  return (b, a) => !pairs.has(a) && ![...pairs.values()].includes(b)
}

function everyPair(before: readonly Row[], after: readonly Row[]): Places[] {
  return before.flatMap((_, b) => after.map((__, a) => [b, a] as const))
}

/** Rows with ids are one only by their ids. */
function mayBeOne(one: Row | undefined, other: Row | undefined): boolean {
  return one?.id === undefined || other?.id === undefined || one.id === other.id
}

/** The most rows that say the same in the same order: what stands around an inserted row stays where it is. */
function longestSame(before: readonly Row[], after: readonly Row[]): Places[] {
  const isSame = (b: number, a: number) => mayBeOne(before[b], after[a]) && before[b]?.text === after[a]?.text
  const lengths = before.map(() => after.map(() => 0))
  const lengthAt = (b: number, a: number) => lengths[b]?.[a] ?? 0
  for (let b = before.length - 1; b >= 0; b -= 1)
    for (let a = after.length - 1; a >= 0; a -= 1) {
      const row = lengths[b]
      if (row !== undefined)
        row[a] = isSame(b, a) ? lengthAt(b + 1, a + 1) + 1 : Math.max(lengthAt(b + 1, a), lengthAt(b, a + 1))
    }
  const found: Places[] = []
  for (let b = 0, a = 0; b < before.length && a < after.length;) {
    if (isSame(b, a)) found.push([b++, a++])
    else if (lengthAt(b + 1, a) >= lengthAt(b, a + 1)) b += 1
    else a += 1
  }
  return found
}

/** Rows that were rewritten, the most alike first; of equals, those that moved least. */
function alike(
  before: readonly Row[],
  after: readonly Row[],
  isFree: (b: number, a: number) => boolean,
): Places[] {
  return everyPair(before, after)
    .filter(([b, a]) => isFree(b, a) && mayBeOne(before[b], after[a]))
    .map(([b, a]) => ({ b, a, score: likeness(before[b], after[a]) }))
    .filter(({ score }) => score > 0)
    .sort((x, y) => y.score - x.score || Math.abs(x.b - x.a) - Math.abs(y.b - y.a))
    .map(({ b, a }) => [b, a] as const)
}

function likeness(one: Row | undefined, other: Row | undefined): number {
  if (one === undefined || other === undefined) return 0
  const name = wordsInCommon(one.name, other.name)
  const text = wordsInCommon(one.text, other.text)
  return name >= NAMED_ALIKE || text >= ALIKE ? Math.max(name, text) : 0
}

function wordsInCommon(one: string, other: string): number {
  const [first, second] = [wordsOf(one), wordsOf(other)]
  if (first.size + second.size === 0) return 0
  return (2 * [...first].filter((word) => second.has(word)).length) / (first.size + second.size)
}

function wordsOf(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, MOST_WORDS),
  )
}

/** The members of the longest rising run; whatever is not in it has moved. */
function longestRising(values: readonly number[]): Set<number> {
  const runs: number[][] = []
  for (const value of values) {
    const best = runs
      .filter((run) => (run.at(-1) ?? -1) < value)
      .reduce<number[]>((longest, run) => (run.length > longest.length ? run : longest), [])
    runs.push([...best, value])
  }
  return new Set(runs.reduce<number[]>((longest, run) => (run.length > longest.length ? run : longest), []))
}
