const MINUTE = 60_000
const UNITS = [
  { unit: 'day', ms: 1_440 * MINUTE },
  { unit: 'hour', ms: 60 * MINUTE },
  { unit: 'minute', ms: MINUTE },
] as const

/** How long ago something was, in its largest whole unit: "9 days", "1 hour", "less than a minute". */
export function age(since: Date, now: Date): string {
  const passed = now.getTime() - since.getTime()
  for (const { unit, ms } of UNITS) {
    const count = Math.floor(passed / ms)
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'}`
  }
  return 'less than a minute'
}

/** "1 finding is", "2 findings are". */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`
}
