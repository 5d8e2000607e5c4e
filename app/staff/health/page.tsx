import type { Metadata } from 'next'
import { counted } from '@/app/staff/age'
import { Desk } from '@/app/staff/desk'
import { DeskTable } from '@/app/staff/desk-table'
import { Refused } from '@/app/staff/refused'
import { StateMark } from '@/app/staff/state-mark'
import { When } from '@/app/staff/when'
import { concernsOf, countConcerns } from '@/lib/health/concerns'
import type { HealthFacts } from '@/lib/health/facts'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { DiscrepanciesTable } from './discrepancies-table'
import { GivenUpTable } from './given-up-table'
import { Age, WaitingTable } from './waiting-table'
import { comparisonMark, comparisonName, concernLink, concernSentence, underWay } from './words'

export const metadata: Metadata = { title: 'Health' }

/** Whether anything is stuck: first in a sentence, then by system, then one by one with what to do. */
export default function HealthPage() {
  return (
    <Desk here="health" path="/staff/health">
      {health}
    </Desk>
  )
}

async function health(actor: StaffActor) {
  const page = await services().health.page(actor)
  if (page.outcome === 'forbidden') return <Refused what="Health is for support, finance and admins." />
  const { facts, givenUp, discrepancies } = page
  const open = facts.discrepancies.reduce((sum, one) => sum + one.open, 0)
  const stuck = facts.destinations.reduce((sum, one) => sum + one.needsPerson, 0)
  const shared = { linked: permits(actor, 'purchase.read'), now: facts.now }
  return (
    <>
      <h1>Health</h1>
      <Answer facts={facts} actor={actor} />
      {givenUp.length > 0 && (
        <>
          <h2>Needs a person</h2>
          <GivenUpTable givenUp={givenUp} {...shared} />
          <Rest shown={givenUp.length} all={stuck} />
        </>
      )}
      {discrepancies.length > 0 && (
        <>
          <h2>Discrepancies</h2>
          <DiscrepanciesTable discrepancies={discrepancies} {...shared} />
          <Rest shown={discrepancies.length} all={open} />
        </>
      )}
      <h2>What waits</h2>
      <WaitingTable facts={facts} />
      <h2>Comparisons</h2>
      <Comparisons facts={facts} />
      <h2>Workers</h2>
      <Workers facts={facts} />
    </>
  )
}

function Answer({ facts, actor }: { readonly facts: HealthFacts; readonly actor: StaffActor }) {
  const concerns = concernsOf(facts)
  if (concerns.length === 0)
    return (
      <p className="desk-answer">
        <strong>Nothing is stuck.</strong> {underWay(facts)}
      </p>
    )
  return (
    <div className="desk-answer">
      <p>
        <strong>{counted(countConcerns(concerns), 'thing needs somebody.', 'things need somebody.')}</strong>
      </p>
      <ul className="desk-tasks">
        {concerns.map((concern) => {
          const sentence = concernSentence(concern, facts.now)
          const link = concernLink(concern)
          return (
            <li key={sentence}>
              {sentence}
              {link !== undefined && permits(actor, link.needs) && (
                <>
                  {' '}
                  <a href={link.href}>{link.words}</a>
                </>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function Rest({ shown, all }: { readonly shown: number; readonly all: number }) {
  return all > shown ? (
    <p className="fine">
      The oldest {shown} of {all} are shown.
    </p>
  ) : null
}

function Comparisons({ facts }: { readonly facts: HealthFacts }) {
  return (
    <DeskTable
      caption="Comparisons with Stripe and Flockjay, and when each last came to its end"
      columns={['Compared', 'Last end (UTC)', 'State']}
      rows={facts.comparisons.map((one) => ({
        key: one.name,
        cells: [
          comparisonName(one.name),
          one.finishedAt === undefined ? 'never' : <When key="end" at={one.finishedAt} />,
          <StateMark key="state" {...comparisonMark(one)} />,
        ],
      }))}
    />
  )
}

function Workers({ facts: { workers, now } }: { readonly facts: HealthFacts }) {
  if (workers.length === 0) return <p>None is running. Nothing is processed until one is started.</p>
  return (
    <DeskTable
      caption="Workers at work now"
      columns={['Worker', 'At work for']}
      rows={workers.map(({ id, startedAt }) => ({
        key: id,
        cells: [`Number ${id}`, <Age key="since" since={startedAt} now={now} />],
      }))}
    />
  )
}
