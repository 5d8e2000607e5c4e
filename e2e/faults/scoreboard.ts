import type { Problem } from './verdict'

/** What one part of the run did and found. */
export type Score = {
  readonly part: string
  readonly deliveries: number
  readonly kills: number
  readonly problems: readonly Problem[]
  /** Milliseconds from the first moment somebody could go on until the learner was let in, or the record written. */
  readonly recoveries: readonly number[]
}

/** A crash must be over for the learner within this. */
export const RECOVERY_AIM_MS = 5_000

export function score(part: string, found: Partial<Omit<Score, 'part'>>): Score {
  return { part, deliveries: 0, kills: 0, problems: [], recoveries: [], ...found }
}

/** The table at the end, and whether all is well. */
export function report(scores: readonly Score[]): { text: string; isGood: boolean } {
  const head = ['part', 'deliveries', 'kills', 'lost', 'double', 'wrong', 'max recovery']
  const lines = [...scores, total(scores)].map((each) => [
    each.part,
    String(each.deliveries),
    String(each.kills),
    ...(['lost', 'double', 'wrong'] as const).map((fault) => String(count(each, fault))),
    each.recoveries.length === 0 ? '' : `${(Math.max(...each.recoveries) / 1_000).toFixed(1)} s`,
  ])
  const widths = head.map((name, column) =>
    Math.max(name.length, ...lines.map((line) => (line[column] ?? '').length)),
  )
  const row = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
  const problems = scores.flatMap(({ part, problems: all }) =>
    all.slice(0, 20).map(({ fault, what }) => `${part}: ${fault}: ${what}`),
  )
  const slow = scores.filter(({ recoveries }) => recoveries.some((each) => each > RECOVERY_AIM_MS))
  const isGood = scores.every((each) => each.problems.length === 0) && slow.length === 0
  const text = [
    row(head),
    ...lines.map(row),
    ...problems,
    ...slow.map(({ part }) => `${part}: recovery > 5 s`),
  ]
  return { text: text.join('\n'), isGood }
}

function count({ problems }: Score, fault: Problem['fault']): number {
  return problems.filter((each) => each.fault === fault).length
}

function total(scores: readonly Score[]): Score {
  return {
    part: 'all',
    deliveries: scores.reduce((sum, each) => sum + each.deliveries, 0),
    kills: scores.reduce((sum, each) => sum + each.kills, 0),
    problems: scores.flatMap(({ problems }) => problems),
    recoveries: scores.flatMap(({ recoveries }) => recoveries),
  }
}
