import type { ListedEnrollment } from '@/lib/flockjay/port'
import { purchaseIdSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import { readAccessHere } from './access-here'
import { AccessFindings } from './access-findings'
import type { ComparisonRun } from './comparison'
import { judgeAccess } from './judge-access'
import { listedEnrollments } from './listed-enrollments'
import { createSeen, keepSeen, walkUnseen } from './seen-enrollments'
import type { ReconcileServices, Tally } from './services'

/** An enrolment counts as changed by Flockjay's clock, which may be wrong by much less than this. */
const OVERLAP_MS = 3_600_000
const BEGINNING = new Date(0)

/** Access that changed at Flockjay since the last run, against our books; and what was open before is looked at again. */
export async function compareAccessChanges(services: ReconcileServices, run: ComparisonRun): Promise<Tally> {
  const since = run.readUntil === undefined ? BEGINNING : new Date(run.readUntil.getTime() - OVERLAP_MS)
  const findings = new AccessFindings(services)
  for await (const page of listedEnrollments(services.flockjay, since))
    await comparePage(services, findings, page)
  return findings.close({ complete: false })
}

/**
 * All access in both directions: every enrolment of Flockjay against our books, and every active access of ours against
 * what Flockjay listed. Memory stays flat: what was listed is kept in a temporary table.
 */
export async function compareAccess(
  services: ReconcileServices,
  { connection }: ComparisonRun,
): Promise<Tally> {
  const findings = new AccessFindings(services)
  await createSeen(connection)
  for await (const page of listedEnrollments(services.flockjay, BEGINNING)) {
    await keepSeen(connection, page)
    await comparePage(services, findings, page)
  }
  for await (const batch of walkUnseen(connection)) {
    for (const { id } of batch) await findings.lookClosely(id)
    findings.count(batch.length)
  }
  return findings.close({ complete: true })
}

async function comparePage(
  { db }: ReconcileServices,
  findings: AccessFindings,
  page: readonly ListedEnrollment[],
): Promise<void> {
  findings.count(page.length)
  const known = await readAccessHere(
    db.prisma,
    page.flatMap(({ purchaseId }) => ourId(purchaseId) ?? []),
  )
  for (const listed of page) {
    const here = known.get(listed.purchaseId)
    if (here === undefined) findings.stranger(listed)
    else if (judgeAccess(here, listed).verdict === 'differs') await findings.lookClosely(here.purchaseId)
  }
}

/** Only a UUID can be one of ours. */
function ourId(id: string): PurchaseId | undefined {
  const parsed = purchaseIdSchema.safeParse(id)
  return parsed.success ? parsed.data : undefined
}
