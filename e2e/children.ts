import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

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
const running = new Set<ChildProcess>()

/** Starts a Node program in a process group of its own, so that the whole group can be ended, whatever it starts. */
export function startChild(
  name: string,
  args: string[],
  { env, show }: { env: NodeJS.ProcessEnv; show: boolean },
): Child {
  const child = spawn(process.execPath, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
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
  const exited = new Promise<number | null>((done) => child.on('exit', done))
  void exited.then(() => running.delete(child))
  return {
    name,
    process: child,
    tail: () => lines.slice(-60).join('\n'),
    output: () => lines.join('\n'),
    exited,
    kill: (signal) => killGroup(child, signal),
  }
}

/** Asks a child to stop, waits, and ends it for good when it takes longer than `patienceMs`. */
export async function stopChild(child: Child, patienceMs = 8_000): Promise<void> {
  child.kill('SIGTERM')
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

// Whatever way this process ends, short of a kill -9, nothing stays behind.
process.on('exit', () => running.forEach((child) => killGroup(child, 'SIGKILL')))
