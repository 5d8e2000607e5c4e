import { migrate } from '@/lib/db/migrate'
import { createQueues } from '@/lib/jobs/queues'

/**
 * Brings a database to what this version needs: migrations, job queues, and the app role's rights.
 * Runs with the owner's address; safe to run again and from several processes at once.
 */
export function prepareDatabase(addresses: {
  ownerUrl: string
  appUrl: string
  log?: (line: string) => void
}): Promise<{ applied: string[] }> {
  return migrate({ ...addresses, afterwards: createQueues })
}
