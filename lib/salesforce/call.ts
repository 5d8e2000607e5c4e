import type { Connection } from 'jsforce/lib/connection.js'
import { Unreachable } from './bounded-transport'
import { meaningOf } from './classify'
import { complaintOf, type Failure } from './complaint'
import type { CallBudget, SalesforceTrouble } from './port'
import type { Sessions } from './sessions'

/** One call within a session. `value` is what Salesforce answered, unread. */
export type Called =
  | { readonly outcome: 'answered'; readonly value: unknown }
  | { readonly outcome: 'failed'; readonly failure: Failure }
  | SalesforceTrouble

export type Work = (connection: Connection) => Promise<unknown>
export type Caller = (work: Work) => Promise<Called>

/** Makes calls: each once, and once more in another session where Salesforce had ended the first. */
export function createCaller(sessions: Sessions, learn: (budget: CallBudget) => void): Caller {
  async function attempt(connection: Connection, work: Work): Promise<Called> {
    try {
      return { outcome: 'answered', value: await work(connection) }
    } catch (error) {
      return { outcome: 'failed', failure: failureOf(error) }
    } finally {
      const usage = connection.limitInfo.apiUsage
      if (usage !== undefined) learn({ used: usage.used, allowed: usage.limit })
    }
  }
  return async (work) => {
    const session = await sessions.current()
    if (session.outcome !== 'open') return session
    const called = await attempt(session.connection, work)
    if (!sessionEnded(called)) return called
    const renewed = await sessions.renew(session)
    return renewed.outcome === 'open' ? attempt(renewed.connection, work) : renewed
  }
}

function sessionEnded(called: Called): boolean {
  return (
    called.outcome === 'failed' &&
    called.failure.kind === 'refused' &&
    meaningOf(called.failure.complaint).is === 'again'
  )
}

/** What an error of a call says; rejects with it where it is no answer and no failure of the way, but our own mistake. */
function failureOf(error: unknown): Failure {
  if (error instanceof Unreachable) return { kind: 'unreachable', reason: error.message }
  const complaint = complaintOf(error)
  if (complaint === undefined) throw error
  return { kind: 'refused', complaint }
}
