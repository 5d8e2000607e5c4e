/** Calls used of those allowed in 24 hours. */
export type CallBudget = { readonly used: number; readonly allowed: number }

/** Calls of the data interface since the start: all, and by method and kind of address (`GET /query`). */
export type CallCounts = { readonly total: number; readonly byPath: Readonly<Record<string, number>> }

/** Of an org with one licence. */
const ALLOWED = 100_000

/** Counts the calls that Salesforce would count: those let in, a composite as one. */
export class CallCount {
  #used = 0
  #allowed = ALLOWED
  readonly #byPath = new Map<string, number>()

  /** Counts one call. `path` is without version: `/sobjects/Account/001…`. */
  add(method: string, path: string): void {
    this.#used += 1
    const kind = `${method} ${kindOf(path)}`
    this.#byPath.set(kind, (this.#byPath.get(kind) ?? 0) + 1)
  }

  budget(): CallBudget {
    return { used: this.#used, allowed: this.#allowed }
  }

  /** What a test says was used, or is allowed. The counts by address stay what happened. */
  set({ used, allowed }: Partial<CallBudget>): void {
    this.#used = used ?? this.#used
    this.#allowed = allowed ?? this.#allowed
  }

  counts(): CallCounts {
    const total = [...this.#byPath.values()].reduce((sum, count) => sum + count, 0)
    return { total, byPath: Object.fromEntries(this.#byPath) }
  }

  reset(): void {
    this.#used = 0
    this.#allowed = ALLOWED
    this.#byPath.clear()
  }
}

/** The address with `{id}`, `{value}` and `{locator}` in place of what differs from call to call. */
function kindOf(path: string): string {
  const [room, first, second, third] = path.split('/').filter((part) => part !== '')
  if (room === 'query' && first !== undefined) return '/query/{locator}'
  if (room !== 'sobjects' || second === undefined || second === 'describe') return path.replace(/\/$/, '')
  return third === undefined ? `/sobjects/${first}/{id}` : `/sobjects/${first}/${second}/{value}`
}
