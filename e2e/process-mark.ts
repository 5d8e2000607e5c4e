import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** One process of this machine. Its number alone could be another program's by the time a file with it is read. */
export const processMark = z.object({ pid: z.int().positive(), started: z.string() })
export type ProcessMark = z.infer<typeof processMark>

/** What a running process can be known by later; undefined when there is none with this number. */
export function markOf(pid: number): ProcessMark | undefined {
  const started = startOf(pid)
  return started === undefined ? undefined : { pid, started }
}

/** Whether the very process that was marked still runs. */
export function isRunning(mark: ProcessMark): boolean {
  return startOf(mark.pid) === mark.started
}

/** When a process started: clock ticks of this boot on Linux (proc(5), field 22 of stat), a date elsewhere. */
function startOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // Z: ended, and only its parent has not asked for the exit code yet.
      return state === 'Z' || rest[18] === undefined ? undefined : `${bootId()} ${rest[18]}`
    }
    const options = { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } } as const
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim() || undefined
  } catch {
    return undefined
  }
}

/** Sandboxes without this file live no longer than one boot anyway. */
function bootId(): string {
  const file = '/proc/sys/kernel/random/boot_id'
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}

/** What a file of ours says; undefined when it is missing, or was cut off while it was written. */
export function readRecord<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
