import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * The command line of a running process, '' when there is none. A number found in a file may by now belong to any other
 * program (the machine was restarted), so nobody trusts a pid alone. /proc answers on Linux, `ps` on every other Unix.
 */
export function commandOf(pid: number): string {
  if (!Number.isSafeInteger(pid) || pid <= 1) return ''
  try {
    if (existsSync('/proc/self/cmdline')) {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    }
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
