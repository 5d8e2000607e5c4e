/**
 * Objects of one kind in the order they were made, found by id at once. Works on the array it is given, so that the
 * array can be saved as it is. The oldest go when there are more than `limit`: an emulator may run for days.
 */
export class Table<T extends { readonly id: string }> {
  readonly #rows: T[]
  readonly #byId = new Map<string, T>()
  readonly #limit: number

  constructor(rows: T[], limit: number) {
    this.#rows = rows
    this.#limit = limit
    for (const row of rows) this.#byId.set(row.id, row)
  }

  get size(): number {
    return this.#rows.length
  }

  add(row: T): T {
    this.#rows.push(row)
    this.#byId.set(row.id, row)
    if (this.#rows.length > this.#limit) this.#forgetOldest()
    return row
  }

  get(id: string): T | undefined {
    return this.#byId.get(id)
  }

  /** Newest first, as Stripe lists. */
  *newestFirst(): Generator<T> {
    for (let index = this.#rows.length - 1; index >= 0; index -= 1) {
      const row = this.#rows[index]
      if (row) yield row
    }
  }

  find(matches: (row: T) => boolean): T | undefined {
    return this.#rows.findLast(matches)
  }

  remove(id: string): void {
    const index = this.#rows.findLastIndex((row) => row.id === id)
    if (index >= 0) this.#rows.splice(index, 1)
    this.#byId.delete(id)
  }

  clear(): void {
    this.#rows.length = 0
    this.#byId.clear()
  }

  /** A tenth at a time, so that the cost is spread over many additions. */
  #forgetOldest(): void {
    const count = Math.max(1, Math.floor(this.#limit / 10))
    for (const row of this.#rows.splice(0, count)) this.#byId.delete(row.id)
  }
}
