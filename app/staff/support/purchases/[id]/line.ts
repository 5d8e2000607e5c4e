import type { Mark } from '@/app/staff/state-mark'

/** One line of the timeline in words. */
export type Line = {
  readonly system: string
  readonly what: string
  readonly detail: string
  readonly mark: Mark | undefined
}
