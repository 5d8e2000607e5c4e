import type Stripe from 'stripe'
import type { Clock } from '@/lib/clock'
import type { Settings } from './settings'
import type { Account, Store } from './store'

/** Why something happened: the API request that caused it, or nothing for what a buyer or the clock did. */
export type Cause = { requestId: string | null; idempotencyKey: string | null }
export const BY_ITSELF: Cause = { requestId: null, idempotencyKey: null }

export type EventDraft = {
  type: Stripe.Event.Type
  object: object
  previous?: object
}

/** What every part of the emulator may use: its objects, its time, its settings, and a way to announce what happened. */
export type World = {
  readonly store: Store
  /** Of an account that has no settings of its own: ask `settingsOf` wherever an account is known. */
  readonly settings: Settings
  readonly settingsOf: (account: Pick<Account, 'id'>) => Settings
  readonly clock: Clock
  /** Seconds since 1970 on the emulator's clock, which can be moved forward (`POST /_emulator/advance`). */
  readonly now: () => number
  /** Where the emulator's own pages are, e.g. `http://127.0.0.1:4010`. */
  readonly url: () => string
  /** Records an event and sends it to the webhook endpoint. The promise ends with the first answer, or when there is none to wait for. */
  readonly announce: (account: Account, draft: EventDraft, cause: Cause) => Promise<void>
  /** A delay that a fault asks for, e.g. before a balance transaction exists; 0 without one. */
  readonly settleDelayMs: (subject: string) => number
  /** Runs later without keeping the process alive; stopped by close(). */
  readonly later: (delayMs: number, run: () => void) => void
  /** To be called after every change, so that it is saved. */
  readonly changed: () => void
}
