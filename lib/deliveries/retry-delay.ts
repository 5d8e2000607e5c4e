/** Seconds until the next try, by tries so far: learners wait on the first ones, an outage on the later ones (R14). */
const SECONDS = [1, 3, 10, 30, 60, 120, 300, 600, 1_200, 1_800] as const
const AT_MOST = 3_600

/** When to try again, in milliseconds, with up to 20 % added so that a backlog does not return all at once. */
export function retryDelay(attempts: number, random: number): number {
  const seconds = SECONDS[attempts - 1] ?? AT_MOST
  return Math.round(seconds * 1_000 * (1 + 0.2 * random))
}
