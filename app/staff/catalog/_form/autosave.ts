import type { Draft, Problem } from '@/lib/catalog/documents/fields'
import { sameDraft } from './draft-edit'

/** Somebody else's text, saved since ours began. `at` as ISO text. */
export type Conflict = {
  readonly theirs: Draft
  readonly token: string
  readonly by: string
  readonly at: string
}
/** Why a draft is not kept. Only the first two can pass by themselves. */
export type NotSaved = 'unreachable' | 'signed-out' | 'forbidden' | 'missing' | 'malformed' | 'too-large'
export type SaveAnswer =
  | { readonly outcome: 'saved'; readonly token: string; readonly problems: readonly Problem[] }
  | ({ readonly outcome: 'conflict' } & Conflict)
  | { readonly outcome: NotSaved }

export type SaveState =
  | { readonly phase: 'untouched' | 'waiting' | 'saving' }
  | { readonly phase: 'saved'; readonly at: Date }
  | { readonly phase: 'not-saved'; readonly why: NotSaved; readonly again: boolean }
  | { readonly phase: 'conflict'; readonly conflict: Conflict }

export type AutosaveOptions = {
  readonly token: string
  readonly draft: Draft
  /** What keeps `draft` from being published. */
  readonly problems: readonly Problem[]
  readonly save: (token: string, draft: Draft) => Promise<SaveAnswer>
  readonly onState: (state: SaveState) => void
  readonly now: () => Date
}

/** After the last key. */
export const PAUSE_MS = 1_200
const FIRST_RETRY_MS = 2_000
const LAST_RETRY_MS = 30_000

/**
 * Keeps a draft saved while it is written: one save at a time, again and again where the server does not answer, and none
 * while a conflict is open. It never gives a text up: `unsaved` says whether there is one.
 */
export class Autosave {
  readonly #options: AutosaveOptions
  #token: string
  #problems: readonly Problem[]
  #latest: Draft
  #kept: Draft
  /** Sent without an answer: the server may have kept it all the same. */
  #unanswered: Draft | undefined
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | undefined
  #state: SaveState = { phase: 'untouched' }

  constructor(options: AutosaveOptions) {
    this.#options = options
    this.#token = options.token
    this.#problems = options.problems
    this.#latest = options.draft
    this.#kept = options.draft
  }

  /** Names the draft as the server has it. */
  get token(): string {
    return this.#token
  }

  /** Of the draft saved last. */
  get problems(): readonly Problem[] {
    return this.#problems
  }

  /** There is text that the server has not said it holds. */
  get unsaved(): boolean {
    return this.#latest !== this.#kept || this.#running !== undefined
  }

  /** Somebody wrote: it is saved after a pause. */
  changed(draft: Draft): void {
    if (draft === this.#latest) return
    this.#latest = draft
    if (this.#state.phase === 'conflict' || this.#running !== undefined) return
    if (this.#state.phase !== 'not-saved') this.#enter({ phase: 'waiting' })
    else if (this.#state.again) return
    this.#wait(PAUSE_MS)
  }

  /** Saves at once what waits; resolves to whether all is kept. */
  async settle(): Promise<boolean> {
    while (this.unsaved) {
      if (this.#running === undefined && this.#state.phase === 'conflict') return false
      await this.#send()
      if (this.#state.phase === 'not-saved' || this.#state.phase === 'conflict') return false
    }
    return this.#state.phase !== 'conflict'
  }

  /** Asks the server about a text although it is kept: another request was told that they differ. */
  compare(): Promise<void> {
    return this.#send()
  }

  /** Ends a conflict: by theirs, or by ours, which then replaces theirs. */
  async resolve(conflict: Conflict, by: 'theirs' | 'mine'): Promise<void> {
    this.#token = conflict.token
    if (by === 'theirs') {
      this.#latest = conflict.theirs
      this.#kept = conflict.theirs
    }
    await this.#send()
  }

  /** Sends nothing more by itself. */
  stop(): void {
    clearTimeout(this.#timer)
  }

  #enter(state: SaveState) {
    this.#state = state
    this.#options.onState(state)
  }

  #wait(ms: number) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#send(), ms)
  }

  #send(): Promise<void> {
    clearTimeout(this.#timer)
    this.#running ??= this.#exchange(this.#latest).finally(() => (this.#running = undefined))
    return this.#running
  }

  async #exchange(sent: Draft) {
    this.#enter({ phase: 'saving' })
    const { save } = this.#options
    const answer = await save(this.#token, sent).catch((): SaveAnswer => ({ outcome: 'unreachable' }))
    if (answer.outcome === 'saved') return this.#accept(answer.token, sent, answer.problems)
    if (answer.outcome === 'conflict') return this.#collide(answer, sent)
    if (answer.outcome === 'unreachable') this.#unanswered = sent
    const again = answer.outcome === 'unreachable' || answer.outcome === 'signed-out'
    this.#enter({ phase: 'not-saved', why: answer.outcome, again })
    if (again) this.#wait(Math.min(FIRST_RETRY_MS * 2 ** this.#failures++, LAST_RETRY_MS))
  }

  #accept(token: string, sent: Draft, problems: readonly Problem[]) {
    this.#token = token
    this.#problems = problems
    this.#kept = sent
    this.#unanswered = undefined
    this.#failures = 0
    if (this.#latest === sent) return this.#enter({ phase: 'saved', at: this.#options.now() })
    this.#enter({ phase: 'waiting' })
    this.#wait(PAUSE_MS)
  }

  /** What looks like a colleague's text may be our own, whose answer got lost. */
  #collide({ theirs, token, by, at }: Conflict, sent: Draft) {
    const isOwn = sameDraft(theirs, sent) || sameDraft(theirs, this.#unanswered)
    if (!isOwn) return this.#enter({ phase: 'conflict', conflict: { theirs, token, by, at } })
    this.#token = token
    this.#unanswered = undefined
    this.#enter({ phase: 'waiting' })
    this.#wait(0)
  }
}
