import { age } from '@/app/staff/age'
import { DeskTable } from '@/app/staff/desk-table'
import { StateMark } from '@/app/staff/state-mark'
import type { Mark } from '@/app/staff/state-mark'
import { concernsOf } from '@/lib/health/concerns'
import type { HealthFacts } from '@/lib/health/facts'
import { systemName } from '../support/marks'

/** What waits, for each system, with the age of the oldest and whether the system answers. */
export function WaitingTable({ facts }: { readonly facts: HealthFacts }) {
  const { events, destinations, now } = facts
  const handled = eventsMark(facts)
  return (
    <DeskTable
      caption="What waits, by system"
      columns={['From or to', 'What', 'Waits', 'Oldest', 'Needs a person', 'State']}
      rows={[
        {
          key: 'events',
          cells: [
            'From Stripe',
            'Events',
            events.waiting,
            <Age key="oldest" since={events.oldest} now={now} />,
            undefined,
            <StateMark key="state" {...handled} />,
          ],
        },
        ...destinations.map(({ destination, waiting, oldest, needsPerson, downSince, downBecause }) => ({
          key: destination,
          cells: [
            `To ${systemName(destination)}`,
            destination === 'salesforce' ? 'Records' : 'Deliveries',
            waiting,
            <Age key="oldest" since={oldest} now={now} />,
            needsPerson,
            <Answering key="state" downSince={downSince} because={downBecause} now={now} />,
          ],
        })),
      ]}
    />
  )
}

function eventsMark(facts: HealthFacts): Mark {
  if (facts.workers.length === 0) return { tone: 'failed', word: 'no worker' }
  return concernsOf(facts).some(({ kind }) => kind === 'events-late')
    ? { tone: 'failed', word: 'stuck' }
    : { tone: 'done', word: 'handled' }
}

type AnsweringProps = {
  readonly downSince: Date | undefined
  /** Where the destination said so. */
  readonly because: string | undefined
  readonly now: Date
}

function Answering({ downSince, because, now }: AnsweringProps) {
  if (downSince === undefined) return <StateMark tone="done" word="answers" />
  return (
    <>
      <StateMark tone="failed" word={because === undefined ? 'no answer' : 'paused'} />{' '}
      <span className="fine wrap-anywhere">
        for <Age since={downSince} now={now} />
        {because !== undefined && `: ${because}`}
      </span>
    </>
  )
}

/** How old something is, with the moment for machines; a word where there is nothing. */
export function Age({ since, now }: { readonly since: Date | undefined; readonly now: Date }) {
  if (since === undefined) return <span className="fine">none</span>
  return <time dateTime={since.toISOString()}>{age(since, now)}</time>
}
