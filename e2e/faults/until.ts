/** Asks again and again until the answer is yes; gives up with what was waited for. Returns how long it took. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  { withinMs = 60_000, everyMs = 25 }: { withinMs?: number; everyMs?: number } = {},
): Promise<number> {
  const begun = Date.now()
  while (!(await isSo())) {
    if (Date.now() - begun > withinMs) throw new Error(`Waited ${withinMs / 1_000} s in vain for ${what}`)
    await new Promise((done) => setTimeout(done, everyMs))
  }
  return Date.now() - begun
}
