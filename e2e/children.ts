import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { ChildUser } from './system-user'

/** A child process of the stack: its output is passed on with a name in front, and its last lines are kept. */
export type Child = {
  readonly name: string
  readonly process: ChildProcess
  readonly tail: () => string
  /** All that is kept of what it wrote. */
  readonly output: () => string
  readonly exited: Promise<number | null>
  readonly kill: (signal: NodeJS.Signals) => void
}

/** Lines kept of each child: enough for the whole of a journey. */
const KEPT = 5_000
/** Child -> what ends it when this process ends. */
const running = new Map<ChildProcess, Ending>()
type Ending = 'SIGKILL' | 'SIGINT'

/**
 * Starts a program, of Node when no other is named, in a session of its own: a terminal's Ctrl-C must not take it from
 * those who still use it, and the whole group can be ended, whatever it starts.
 */
export function startChild(
  name: string,
  args: string[],
  options: {
    env: NodeJS.ProcessEnv
    show: boolean
    program?: string
    cwd?: string
    user?: ChildUser
    ending?: Ending
  },
): Child {
  const { env, show, cwd = '.', program = process.execPath, user, ending = 'SIGKILL' } = options
  const child = spawn(program, args, { env, cwd, ...user, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  running.set(child, ending)
  const callOff = guard(-(child.pid ?? 0), ending)
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      for (const line of text.split('\n').filter((part) => part.trim() !== '')) {
        lines.push(line)
        if (lines.length > KEPT) lines.shift()
        if (show) process.stdout.write(`[${name}] ${line}\n`)
      }
    })
  }
  const exited = ended(child)
  void exited.then(() => {
    running.delete(child)
    callOff()
  })
  return {
    name,
    process: child,
    tail: () => lines.slice(-60).join('\n'),
    output: () => lines.join('\n'),
    exited,
    kill: (signal) => killGroup(child, signal),
  }
}

/** The exit code, once the last words are read too. A grandchild that keeps the pipe open is not waited for. */
function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => {
    child.on('close', done)
    child.on('error', () => done(null))
    child.on('exit', (code) => setTimeout(() => done(code), 500).unref())
  })
}

/** Asks a child to stop, waits, and ends it for good when it takes longer than `patienceMs`. */
export async function stopChild(
  child: Child,
  patienceMs = 8_000,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<void> {
  child.kill(signal)
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await child.exited
  clearTimeout(force)
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // Already gone.
  }
}

/**
 * Has a process (a process group, when negative) ended with that signal should this process die without a word, as by a
 * kill -9. A shell does it: it waits for a line from here, and a pipe that closes without one means that we are gone. It
 * has a session of its own, out of reach of a terminal's Ctrl-C. Returns what calls it off, for when the process ended.
 */
function guard(pid: number, signal: Ending): () => void {
  if (pid === 0) return () => undefined
  const script = 'read -r word || kill -s "$0" -- "$1"'
  const shell = spawn('/bin/sh', ['-c', script, signal.slice(3), String(pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Whoever ends the guard itself gets what he asked for; it is no reason to fall over.
  for (const end of [shell, shell.stdin]) end.on('error', () => undefined)
  return () => void shell.stdin.end('ended\n')
}

// Whatever way this process ends, nothing stays behind; after a kill -9 the guards see to it.
process.on('exit', () => running.forEach((ending, child) => killGroup(child, ending)))
