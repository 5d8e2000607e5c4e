import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { commandOf } from './process-command'

const Lock = z.object({ pid: z.int().positive(), command: z.string(), url: z.string() })

/**
 * Lets one demo at a time use the data folder: a second one would take the first one's database away. The lock of a
 * process that is gone is taken over. Returns what gives the lock back. Throws with the other demo's address.
 */
export function takeDemoLock(file: string, url: string): () => void {
  mkdirSync(dirname(file), { recursive: true })
  const other = existsSync(file) ? read(file) : undefined
  if (other !== undefined && commandOf(other.pid) === other.command) {
    throw new Error(
      `A demo of this folder already runs at ${other.url} (process ${other.pid}): stop it first.`,
    )
  }
  rmSync(file, { force: true })
  const mine = { pid: process.pid, command: commandOf(process.pid), url }
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx' })
  } catch (cause) {
    throw new Error('Another demo of this folder is starting at this very moment: stop it first.', { cause })
  }
  return () => {
    if (read(file)?.pid === process.pid) rmSync(file, { force: true })
  }
}

function read(file: string): z.infer<typeof Lock> | undefined {
  try {
    return Lock.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
