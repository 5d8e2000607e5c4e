/** Longer than any healthy read takes; a visitor should not wait much longer than this for what was known already. */
const PATIENCE_MS = 2_000

type Found<Value> = { readonly value: Value }

/**
 * Reads by key, and goes on with what was read last where the database fails or does not answer in time: a page that
 * was public stays so. Throws only what happens to a first read. Undefined is an answer, and forgets what was there.
 */
export function keepLast<Value>(
  read: (key: string) => Promise<Value | undefined>,
  onFailure: (error: unknown) => void,
  patienceMs = PATIENCE_MS,
): (key: string) => Promise<Value | undefined> {
  const kept = new Map<string, Value>()
  const readAndKeep = async (key: string) => {
    const value = await read(key)
    if (value === undefined) kept.delete(key)
    else kept.set(key, value)
    return value
  }
  return async (key) => {
    const last = kept.get(key)
    if (last === undefined) return readAndKeep(key)
    const reading = readAndKeep(key).then(
      (value): Found<Value | undefined> => ({ value }),
      (error: unknown): Found<Value> => {
        onFailure(error)
        return { value: last }
      },
    )
    return (await inTime(reading, { value: last }, patienceMs)).value
  }
}

async function inTime<Value>(reading: Promise<Value>, otherwise: Value, patienceMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Value>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), patienceMs)
  })
  return Promise.race([reading, late]).finally(() => clearTimeout(timer))
}
