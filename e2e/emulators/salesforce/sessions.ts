import { randomBytes } from 'node:crypto'

/** The org that every id of an organization names. */
export const ORG_ID = '00DRv0000000001EAA'
/** The integration user. */
export const USER_ID = '005Rv0000000001IAA'

/** The access tokens in force. They live until they are expired on purpose, or the emulator restarts. */
export class Sessions {
  readonly #open = new Set<string>()
  #given = 0

  /** A new access token; the ones before stay good. */
  open(): string {
    const token = `${ORG_ID.slice(0, 15)}!${randomBytes(48).toString('base64url')}`
    this.#open.add(token)
    this.#given += 1
    return token
  }

  /** Whether an Authorization header (`Bearer …`, or `OAuth …` of old clients) carries a token that is good. */
  admits(authorization: string | undefined): boolean {
    const [, token] = /^(?:Bearer|OAuth) (.+)$/i.exec(authorization ?? '') ?? []
    return token !== undefined && this.#open.has(token)
  }

  /** Makes every token bad, as an admin or time does; how many there were. */
  expireAll(): number {
    const count = this.#open.size
    this.#open.clear()
    return count
  }

  /** Tokens given since the start, or since the last `forget`, and those still good. */
  counts(): { readonly given: number; readonly open: number } {
    return { given: this.#given, open: this.#open.size }
  }

  /** Starts counting again; tokens in use stay good. */
  forget(): void {
    this.#given = 0
  }
}
