import type { Opened, Session } from './authorize'
import { pause } from './classify'

/** A session that was just renewed and is refused again will not be better for being renewed again. */
const RENEWED_MS = 30_000

export type Sessions = {
  /** The session that all calls share; those that come while it is being opened wait for the same answer. */
  readonly current: () => Promise<Opened>
  /** Another one in place of a session that Salesforce has ended; once in 30 seconds. */
  readonly renew: (ended: Session) => Promise<Opened>
}

/** Keeps one session for all calls. A failure is kept for nobody: who comes later asks again. */
export function createSessions(open: () => Promise<Opened>, now: () => Date): Sessions {
  let held: { readonly opening: Promise<Opened>; session?: Session } | undefined
  let renewedAt: number | undefined

  function start(): Promise<Opened> {
    const mine: { opening: Promise<Opened>; session?: Session } = { opening: open() }
    held = mine
    mine.opening.then(
      (opened) => {
        if (opened.outcome === 'open') mine.session = opened
        else if (held === mine) held = undefined
      },
      () => {
        if (held === mine) held = undefined
      },
    )
    return mine.opening
  }

  const current = () => held?.opening ?? start()
  return {
    current,
    async renew(ended) {
      if (held === undefined || held.session !== ended) return current()
      const moment = now().getTime()
      if (renewedAt !== undefined && moment - renewedAt < RENEWED_MS)
        return pause(
          'Salesforce refuses the session that it has just given: check the API access of the integration user',
        )
      renewedAt = moment
      return start()
    },
  }
}
