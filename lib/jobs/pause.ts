/** The waits between rounds of something that runs until it is told to end. */
export type Pause = {
  /** Resolves after `ms` with true; with false, and at once, when the end was said. One wait at a time. */
  readonly wait: (ms: number) => Promise<boolean>
  readonly end: () => void
}

export function createPause(): Pause {
  let ended = false
  let finish: (() => void) | undefined
  return {
    wait: (ms) =>
      new Promise((done) => {
        if (ended) return done(false)
        const timer = setTimeout(() => done(true), ms)
        finish = () => {
          clearTimeout(timer)
          done(false)
        }
      }),
    end: () => {
      ended = true
      finish?.()
    },
  }
}
