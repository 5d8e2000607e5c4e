import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { Desk } from './desk'
import { StartSalesforce } from './start-salesforce'
import { StartSupport } from './start-support'

type Query = Promise<{ error?: string | string[] }>

/** The start: what waits for this person, and what they may do here. */
export default async function StartPage({ searchParams }: { readonly searchParams: Query }) {
  const { error } = await searchParams
  return (
    <Desk here="start" path="/staff" signInFailed={error !== undefined}>
      {start}
    </Desk>
  )
}

async function start(actor: StaffActor) {
  const { support } = services()
  const [stuck, findings, salesforce] = await Promise.all([
    support.stuck(actor),
    support.findings(actor, 5),
    support.salesforce.ask(actor),
  ])
  return (
    <>
      <h1>Hello, {actor.name}</h1>
      {stuck.outcome === 'found' && findings.outcome === 'found' && (
        <StartSupport stuck={stuck} findings={findings} actor={actor} />
      )}
      {salesforce.outcome === 'found' && <StartSalesforce state={salesforce.state} />}
      <h2>What you can do here</h2>
      <ul className="desk-tasks">
        {permits(actor, 'catalog.read') && (
          <li>
            <a href="/staff/catalog">Edit the catalog</a>: change a page, look at it, publish it, undo it
            {permits(actor, 'price.change') && '; change prices'}.
          </li>
        )}
        {permits(actor, 'purchase.find') && (
          <li>
            <a href="/staff/support">Find a purchase</a> and see all that happened to it
            {permits(actor, 'delivery.retry') && ', and try again what did not get through'}.
          </li>
        )}
        {permits(actor, 'finding.read') && (
          <li>
            <a href="/staff/support/findings">Look through findings</a>, such as possible double purchases.
          </li>
        )}
        {salesforce.outcome === 'found' && (
          <li>
            <a href="/staff/support/salesforce">See what is missing in Salesforce</a>, and say which contact a
            buyer is.
          </li>
        )}
        {permits(actor, 'tax.read') && (
          <li>
            <a href="/staff/finance/tax">Look through tax findings</a>, such as addresses in another country,
            and download them.
          </li>
        )}
        {permits(actor, 'health.read') && (
          <li>
            <a href="/staff/health">See whether anything is stuck</a>, and what to do about it.
          </li>
        )}
        {permits(actor, 'staff.grant') && (
          <li>
            <a href="/staff/people">Give and take roles</a> of people who have signed in.
          </li>
        )}
      </ul>
    </>
  )
}
