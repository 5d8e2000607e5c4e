/** A big image takes a core and up to 200 MB while it is decoded: no more than this many at a time in one process. */
const AT_ONCE = 2

let running = 0
const waiting: (() => void)[] = []

/** Runs `work` when its turn has come, first come first served. */
export async function oneOfAFew<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
