import { accountOf } from './authentication'
import type { Settings, SettingsChange } from './settings'
import type { Store } from './store'

type Own = Partial<Settings>
/** By secret key, as a configuration names its accounts. */
export type OwnSettings = Readonly<Record<string, Own>>

/** The settings all accounts share, and what single ones have set otherwise. Both are put back by `reset`. */
export class AccountSettings {
  /** The same object for good: others hold on to it. */
  readonly shared: Settings
  readonly own = new Map<string, Own>()
  readonly #started: { shared: Settings; own: [string, Own][] }

  constructor(shared: Settings, own: OwnSettings = {}) {
    this.shared = shared
    const entries = Object.entries(own).map(([key, set]): [string, Own] => [accountId(key), set])
    this.#started = { shared: { ...shared }, own: entries }
    for (const [id, set] of entries) this.own.set(id, { ...set })
  }

  of({ id }: { readonly id: string }): Settings {
    return { ...this.shared, ...this.own.get(id) }
  }

  /** Of one account (its secret key or id), or of all that have not set the same themselves. Absent settings stay as they are. */
  change(store: Store, wanted: SettingsChange, account?: string): void {
    const id = account === undefined ? undefined : accountId(account)
    if (id === undefined) Object.assign(this.shared, wanted)
    else this.own.set(id, Object.assign({ ...this.own.get(id) }, wanted))
    for (const { id: each, tables } of store.accounts()) {
      const says = (name: keyof SettingsChange): boolean =>
        wanted[name] !== undefined &&
        (id === undefined ? this.own.get(each)?.[name] === undefined : each === id)
      if (says('taxRegistrations')) tables.tax_registration.clear()
      if (says('taxSettingsStatus')) tables.tax_settings.clear()
    }
  }

  reset(): void {
    Object.assign(this.shared, this.#started.shared)
    this.own.clear()
    for (const [id, set] of this.#started.own) this.own.set(id, { ...set })
  }
}

function accountId(name: string): string {
  return name.startsWith('acct_') ? name : accountOf(name)
}
