import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'
import { join } from 'node:path'

let pipe: Writable | undefined

/** Has a process (a process group, when negative) ended with that signal should this process die without a word. */
export function guard(pid: number, signal: NodeJS.Signals): void {
  if (pid !== 0) open().write(`+${pid} ${signal}\n`)
}

/** Takes back what `guard` asked for: the process ended, and its number may go to another. */
export function unguard(pid: number): void {
  pipe?.write(`-${pid}\n`)
}

/** One guard for this process, in a group of its own: a Ctrl-C must not take it first. It never keeps us from ending. */
function open(): Writable {
  if (pipe !== undefined) return pipe
  const child = spawn(process.execPath, [join(import.meta.dirname, 'guard-main.mjs')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.unref()
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  if ('unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref()
  pipe = child.stdin
  return pipe
}
