import type { AccountPlan } from './account-plan'
import type { Finding } from './finding'
import { inspectAccount } from './inspect-account'
import type { AccountReport, InspectMode } from './inspect-account'

/** Goes through all accounts, one after the other: the default account's prices are there before they are copied. */
export async function inspectAccounts(
  plans: readonly AccountPlan[],
  mode: InspectMode,
  now: Date,
): Promise<AccountReport[]> {
  const reports: AccountReport[] = []
  for (const plan of plans) {
    const report = await inspectAccount(plan, mode, now)
    const twin = reports.find(({ id }) => id !== undefined && id === report.id)
    reports.push(
      twin === undefined
        ? report
        : { ...report, findings: [...report.findings, sameAccount(plan, twin.account)] },
    )
  }
  return reports
}

/** Two keys of one Stripe account are told apart by no configuration check: everything would be booked twice. */
function sameAccount({ prefix }: AccountPlan, other: string): Finding {
  const detail = `this is the same Stripe account as ${other}: everything would be booked twice`
  const todo = { what: `Put a key of another Stripe account into ${prefix}_SECRET_KEY` }
  return { check: 'key', state: 'missing', detail, blocks: true, todo }
}
