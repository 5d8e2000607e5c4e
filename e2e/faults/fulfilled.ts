import type { System } from './system'
import { until } from './until'

const UNLOCKED = `SELECT (extract(epoch FROM d.done_at) * 1000)::float8 AS at FROM delivery d
  JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1 AND d.action = 'unlock' AND d.state = 'done'`

/** When a session's learner was let in. */
export async function untilUnlocked(system: System, session: string): Promise<number> {
  let at: number | undefined
  await until(`the unlock of ${session}`, async () => {
    at = (await system.rows<{ at: number }>(UNLOCKED, [session]))[0]?.at
    return at !== undefined
  })
  return at ?? Date.now()
}

const WRITTEN = `SELECT (extract(epoch FROM max(d.done_at)) * 1000)::float8 AS at FROM delivery d
  JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1 AND d.action = 'sync'
  HAVING bool_and(d.state IN ('done', 'superseded')) AND bool_or(d.state = 'done')`

/** When a session's record was written to Salesforce as it is by now. */
export async function untilWritten(system: System, session: string): Promise<number> {
  let at: number | undefined
  await until(`the record of ${session}`, async () => {
    at = (await system.rows<{ at: number }>(WRITTEN, [session]))[0]?.at
    return at !== undefined
  })
  return at ?? Date.now()
}

/** What was bought before is in Salesforce: nobody but the next buyer passes a place on the way there. */
export async function untilRecorded({ rows }: System): Promise<void> {
  const open = "SELECT 1 FROM delivery WHERE destination = 'salesforce' AND state = 'waiting' LIMIT 1"
  await until('all records to be written', async () => (await rows(open)).length === 0)
}
