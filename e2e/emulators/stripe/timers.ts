export type Timers = {
  /** Runs once, later. Nothing keeps the process alive for it. */
  later: (delayMs: number, run: () => void) => void
  every: (delayMs: number, run: () => void) => void
  /** Forgets all that has not run yet. */
  stop: () => void
}

export function openTimers(): Timers {
  const waiting = new Set<NodeJS.Timeout>()
  let stopped = false
  return {
    later(delayMs, run) {
      if (stopped) return
      const timer = setTimeout(() => {
        waiting.delete(timer)
        run()
      }, delayMs)
      waiting.add(timer.unref())
    },
    every(delayMs, run) {
      if (!stopped) waiting.add(setInterval(run, delayMs).unref())
    },
    stop() {
      stopped = true
      for (const timer of waiting) clearTimeout(timer)
      waiting.clear()
    },
  }
}
