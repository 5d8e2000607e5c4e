/** lost: something that happened is missing; double: it counts twice; wrong: it is there and says something else. */
export type Fault = 'lost' | 'double' | 'wrong'
export type Problem = { readonly fault: Fault; readonly what: string }

/** Collects what an audit finds. */
export function createVerdict() {
  const problems: Problem[] = []
  const note = (fault: Fault, what: string): void => void problems.push({ fault, what })
  return {
    problems: problems as readonly Problem[],
    note,
    /** `found` must be exactly one. */
    one: (found: number, what: string): void => {
      if (found === 0) note('lost', `${what} is missing`)
      if (found > 1) note('double', `${what} is there ${found} times`)
    },
    same: (found: unknown, expected: unknown, what: string): void => {
      if (String(found) !== String(expected))
        note('wrong', `${what} is ${String(found)} instead of ${String(expected)}`)
    },
  }
}
export type Verdict = ReturnType<typeof createVerdict>
