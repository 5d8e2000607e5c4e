import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'

const WRITE_AFTER_MS = 200

export type StateFile<T> = {
  /** The state: change it in place, or assign it, then call `changed`. */
  value: T
  /** Says that the value changed; it is written shortly afterwards. */
  changed(): void
  /** Writes what is not written yet; rejects when the file cannot be written. */
  flush(): Promise<void>
}

/**
 * State kept over a restart in one JSON file. Without a path it lives in memory only. Rejects, naming the file, when
 * the file holds something else than `schema` describes: losing yesterday's data silently would be worse.
 */
export async function openStateFile<T>(
  path: string | undefined,
  schema: z.ZodType<T>,
  initial: T,
): Promise<StateFile<T>> {
  if (path === undefined) return { value: initial, changed: () => undefined, flush: () => Promise.resolve() }
  const file: StateFile<T> = { value: await readState(path, schema, initial), changed, flush }
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  function changed(): void {
    timer ??= setTimeout(() => {
      flush().catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
    }, WRITE_AFTER_MS)
  }
  function flush(): Promise<void> {
    if (timer === undefined) return writing
    clearTimeout(timer)
    timer = undefined
    writing = writing.catch(() => undefined).then(() => writeState(String(path), file.value))
    return writing
  }
  return file
}

async function readState<T>(path: string, schema: z.ZodType<T>, initial: T): Promise<T> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return initial
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new Error(`${path} is not a state file this version can read. Delete it to start with empty data.`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A reader sees the old file or the new one, never half of one. */
async function writeState(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await writeFile(temporary, JSON.stringify(value))
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
