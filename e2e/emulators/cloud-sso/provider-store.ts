import type { Adapter, Stored } from 'oidc-provider'

const MOST_ENTRIES = 5_000

type Entry = {
  readonly model: string
  readonly id: string
  readonly payload: Stored
  readonly expiresAt: number
}

/** What one provider remembers: sessions, grants, codes, tokens. In memory, the oldest forgotten first. */
export class ProviderStore {
  #entries = new Map<string, Entry>()

  /** Forgets everything: who is signed in, and every code and token. */
  clear(): void {
    this.#entries.clear()
  }

  /** How many people are signed in, and how many grants are in force. */
  counts(): { sessions: number; grants: number } {
    const live = [...this.#entries.values()].filter(isLive)
    return {
      sessions: live.filter(({ model, payload }) => model === 'Session' && payload.accountId !== undefined)
        .length,
      grants: live.filter(({ model }) => model === 'Grant').length,
    }
  }

  /** The provider's door to one kind of things, as oidc-provider's `adapter` wants it. */
  adapter(model: string): Adapter {
    return {
      upsert: async (id, payload, expiresIn) => this.#put(model, id, payload, expiresIn),
      find: async (id) => this.#get(model, id)?.payload,
      findByUid: async (uid) => this.#all(model).find(({ payload }) => payload.uid === uid)?.payload,
      consume: async (id) => this.#consume(model, id),
      destroy: async (id) => void this.#entries.delete(key(model, id)),
      revokeByGrantId: async (grantId) => {
        for (const { id, payload } of this.#all(model))
          if (payload.grantId === grantId) this.#entries.delete(key(model, id))
      },
    }
  }

  #put(model: string, id: string, payload: Stored, expiresInSeconds = Number.POSITIVE_INFINITY): void {
    const name = key(model, id)
    this.#entries.delete(name)
    this.#entries.set(name, { model, id, payload, expiresAt: Date.now() + expiresInSeconds * 1000 })
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= MOST_ENTRIES) break
      this.#entries.delete(oldest)
    }
  }

  #get(model: string, id: string): Entry | undefined {
    const entry = this.#entries.get(key(model, id))
    return entry && isLive(entry) ? entry : undefined
  }

  #all(model: string): Entry[] {
    return [...this.#entries.values()].filter((entry) => entry.model === model && isLive(entry))
  }

  #consume(model: string, id: string): void {
    const entry = this.#get(model, id)
    if (!entry) return
    const payload = { ...entry.payload, consumed: Math.floor(Date.now() / 1000) }
    this.#entries.set(key(model, id), { ...entry, payload })
  }
}

function key(model: string, id: string): string {
  return `${model}:${id}`
}

function isLive({ expiresAt }: Entry): boolean {
  return expiresAt > Date.now()
}
