import type { Fault } from '../emulators/faults'
import { untilRecorded } from './fulfilled'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import type { Shop } from './shop'
import type { System } from './system'
import { until } from './until'
import type { Problem } from './verdict'

const WRITING = 'PATCH *Course_Purchase__c*'
const JSON_TYPE = 'application/json;charset=UTF-8'

/** What Salesforce may do to everything that is asked of it for a while. `login`: it wants us to sign in first. */
export type Trouble = { readonly name: string; readonly fault: Fault; readonly login?: boolean }

/** For every run of the tests: a pause of a quarter of an hour. */
export const SHORT_TROUBLES: readonly Trouble[] = [
  { name: 'calls of the day used up', fault: { match: '* /services/data/*', effect: 'request-limit' } },
]

export const TROUBLES: readonly Trouble[] = [
  ...SHORT_TROUBLES,
  // Before sessions end in another way: a session that was just renewed is not renewed again for half a minute.
  {
    name: 'no login',
    login: true,
    fault: { match: 'POST /services/oauth2/*', effect: 'html-maintenance' },
  },
  { name: 'sessions end at once', fault: { match: '* /services/data/*', effect: 'session-expired' } },
  { name: 'answers lost', fault: { match: WRITING, effect: 'lost-answer' } },
  { name: 'unavailable', fault: { match: '* /services/data/*', effect: 'server-unavailable' } },
  { name: 'unavailable to who looks for people', fault: { match: 'POST *', effect: 'server-unavailable' } },
  { name: 'down for maintenance', fault: { match: '*', effect: 'html-maintenance' } },
  { name: 'connections break', fault: { match: '*', drop: true } },
  { name: 'every row locked', fault: { match: WRITING, effect: 'lock-row' } },
  { name: 'slow', fault: { match: WRITING, delayMs: 8_000 } },
  {
    name: 'a page in place of results',
    fault: { match: WRITING, status: 200, body: '<html>Welcome</html>' },
  },
  {
    name: 'results of nothing',
    fault: { match: WRITING, status: 200, body: '[]', contentType: JSON_TYPE },
  },
]

/** More often than anything is tried while a trouble lasts: how many are left tells whether it was met. */
const TIMES = 10_000

/**
 * Somebody buys while Salesforce is in trouble, which lasts until it was met and the learner is let in: nobody waits for
 * it. Then it is well again, and the record must be written.
 */
export async function troubleSalesforce(
  system: System,
  shop: Shop,
  troubles: readonly Trouble[],
): Promise<Score> {
  const part = 'Salesforce slow, failing, lying'
  const progress = createProgress(part, troubles.length)
  const problems: Problem[] = []
  for (const trouble of troubles) {
    problems.push(...(await meet(system, shop, trouble)))
    progress.step(trouble.name)
  }
  progress.end()
  return score(part, { deliveries: troubles.length, problems })
}

async function meet(system: System, shop: Shop, { name, fault, login }: Trouble): Promise<Problem[]> {
  const { faults } = system.salesforce
  await untilRecorded(system)
  const session = await shop.open()
  if (login === true) system.salesforce.expireSessions()
  faults.replace([{ ...fault, times: TIMES }])
  await shop.pay(session)
  const isMet = (): boolean => faults.list().some(({ times = TIMES }) => times < TIMES)
  await until(`${name} to be met`, () => Promise.resolve(isMet()))
  await until(
    `the unlock of ${session} (Salesforce: ${name})`,
    async () => (await timesOf(system, session)).unlocked !== null,
  )
  faults.replace([])
  await until(
    `the record of ${session} after: ${name}`,
    async () => {
      await letPausePass(system)
      return (await timesOf(system, session)).written !== null
    },
    { withinMs: 90_000, everyMs: 250 },
  )
  const { unlocked, written } = await timesOf(system, session)
  if (unlocked !== null && written !== null && unlocked < written) return []
  return [
    { fault: 'wrong', what: `${session} was let in after its record was written (Salesforce: ${name})` },
  ]
}

const TIMES_OF = `
  SELECT min(d.done_at) FILTER (WHERE d.action = 'unlock')::text AS unlocked,
    min(d.done_at) FILTER (WHERE d.action = 'sync')::text AS written
  FROM delivery d JOIN purchase p ON p.id = d.purchase_id WHERE p.session_id = $1 AND d.state = 'done'`
type Times = { readonly unlocked: string | null; readonly written: string | null }

/** When a learner was let in, and when their record was first written. */
async function timesOf({ rows }: System, session: string): Promise<Times> {
  return (await rows<Times>(TIMES_OF, [session]))[0] ?? { unlocked: null, written: null }
}

/** The quarter of an hour for which Salesforce is left alone is over at once, also for the job that waits for its end. */
async function letPausePass({ rows }: System): Promise<void> {
  const minute = "now() + interval '1 minute'"
  await rows(
    `UPDATE circuit SET probe_at = now() WHERE destination = 'salesforce' AND state = 'open' AND probe_at > ${minute}`,
  )
  await rows(
    `UPDATE pgboss.job SET start_after = now()
     WHERE name = 'salesforce' AND state IN ('created', 'retry') AND start_after > ${minute}`,
  )
}
