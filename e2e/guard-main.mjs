// Outlives its parent by a moment, to end what the parent could not: a kill -9 runs no exit handler. The parent writes
// `+pid signal` for each process group or server it starts and `-pid` when that one ended; the pipe closes when it dies.
import { createInterface } from 'node:readline'

const watched = new Map()
const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const [pid = '', signal] = line.slice(1).split(' ')
  if (line.startsWith('+')) watched.set(pid, signal)
  else watched.delete(pid)
})
lines.on('close', () => {
  for (const [pid, signal] of watched) {
    try {
      process.kill(Number(pid), signal)
    } catch {
      // Already gone.
    }
  }
})
