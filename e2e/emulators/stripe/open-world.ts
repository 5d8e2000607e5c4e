import type { Clock } from '@/lib/clock'
import type { Faults } from '../faults'
import { makeEvent } from './events'
import type { AccountSettings } from './account-settings'
import type { Store } from './store'
import { openTimers, type Timers } from './timers'
import type { Webhooks } from './webhooks'
import type { World } from './world'

type Parts = {
  store: Store
  settings: AccountSettings
  clock: Clock
  faults: Faults
  changed: () => void
  /** Filled in once the server listens: a free port is known only then. */
  address: { url: string }
}

type Opened = {
  world: World
  timers: Timers
  connect: (webhooks: Webhooks) => void
  /** Moves the clock forward. */
  advance: (seconds: number) => void
}

/** What the parts of one emulator share. Webhooks are connected afterwards: they need the timers made here. */
export function openWorld(parts: Parts): Opened {
  const { store, settings, clock, changed, address } = parts
  const timers = openTimers()
  let ahead = 0
  let webhooks: Webhooks | undefined
  const now = (): number => Math.floor(clock.now().getTime() / 1000) + ahead
  const world: World = {
    store,
    settings: settings.shared,
    settingsOf: (account) => settings.of(account),
    clock: { now: () => new Date(clock.now().getTime() + ahead * 1000) },
    now,
    url: () => address.url,
    announce: (account, draft, cause) => {
      const event = account.tables.event.add(makeEvent(draft, cause, now(), 1))
      const told = webhooks?.deliver(account, event) ?? Promise.resolve()
      changed()
      return told
    },
    settleDelayMs: (subject) => parts.faults.take(subject)?.delayMs ?? 0,
    later: timers.later,
    changed,
  }
  return {
    world,
    timers,
    connect: (connected) => {
      webhooks = connected
    },
    advance: (seconds) => {
      ahead += seconds
    },
  }
}
