import type { Clock } from '@/lib/clock'
import type { Database } from '@/lib/db/database'
import type { Waker } from '@/lib/jobs/wake'
import type { Logger } from '@/lib/log'
import type { SalesforcePort } from '@/lib/salesforce/port'
import type { CourseBook } from './courses'

/** What carrying out needs. */
export type SyncServices = {
  readonly db: Database
  readonly salesforce: SalesforcePort
  readonly courses: CourseBook
  readonly clock: Clock
  readonly log: Logger
  readonly waker: Waker
  /** Public origin of our pages, to which records link. */
  readonly appUrl: string
  /** The number this worker is registered with; undefined outside a worker. */
  readonly workerId: () => bigint | undefined
}
