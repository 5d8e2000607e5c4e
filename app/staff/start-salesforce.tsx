import type { SalesforceState } from '@/lib/support/salesforce-state'
import { salesforceSentences } from './support/salesforce/words'

/** What waits for somebody in Salesforce; nothing while that goes by itself. */
export function StartSalesforce({ state }: { readonly state: SalesforceState }) {
  if (state.needPerson + state.overdue === 0) return null
  const [first, ...rest] = salesforceSentences(state, new Date())
  return (
    <>
      <h2>Salesforce</h2>
      <p>
        <strong>{first}</strong> {rest.join(' ')} <a href="/staff/support/salesforce">See them</a>
      </p>
    </>
  )
}
