import { z } from 'zod'

/** One rule of the control door: what to do to requests whose subject (`PUT /enrollments/…`) matches. */
export const faultSchema = z.strictObject({
  match: z.string().min(1).max(500),
  times: z.number().int().positive().optional(),
  status: z.number().int().min(200).max(599).optional(),
  body: z.string().max(100_000).optional(),
  contentType: z.string().min(1).max(200).optional(),
  delayMs: z.number().int().nonnegative().max(600_000).optional(),
  drop: z.boolean().optional(),
  effect: z.string().min(1).max(100).optional(),
  count: z.number().int().nonnegative().optional(),
  /** How often it strikes what it matches: 0.3 is three times in ten. Always, without it. */
  probability: z.number().min(0).max(1).optional(),
  /** Where the chances begin: the same seed strikes the same requests. */
  seed: z.number().int().nonnegative().optional(),
})

export type Fault = Readonly<z.infer<typeof faultSchema>>

export const faultListSchema = z.array(faultSchema).max(100)

/** True when `subject` fits `match`: `*` stands for any run of characters; without `*`, `match` is a prefix. */
export function faultMatches(match: string, subject: string): boolean {
  if (!match.includes('*')) return subject.startsWith(match)
  const pattern = match.split('*').map(literally).join('.*')
  return new RegExp(`^${pattern}$`, 's').test(subject)
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

type Waiting = { readonly fault: Fault; left: number; readonly chance: () => number }

const DEFAULT_SEED = 1

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32, public domain): enough for tests, not for secrets. */
function chances(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The faults in force. The first that matches, and that chance lets strike, is taken; it is gone once taken `times` times. */
export class Faults {
  #waiting: Waiting[] = []

  /** Puts `list` in place of all faults in force; counts start again. */
  replace(list: readonly Fault[]): void {
    this.#waiting = list.map((fault) => ({
      fault,
      left: fault.times ?? Number.POSITIVE_INFINITY,
      chance: chances(fault.seed ?? DEFAULT_SEED),
    }))
  }

  /** The fault for `subject`, counted down, or undefined when none matches. */
  take(subject: string): Fault | undefined {
    const found = this.#waiting.find(
      ({ fault, chance }) => faultMatches(fault.match, subject) && chance() < (fault.probability ?? 1),
    )
    if (!found) return undefined
    found.left -= 1
    if (found.left <= 0) this.#waiting = this.#waiting.filter((other) => other !== found)
    return found.fault
  }

  /** The faults still in force, each with the times it has left. */
  list(): Fault[] {
    return this.#waiting.map(({ fault, left }) => (Number.isFinite(left) ? { ...fault, times: left } : fault))
  }
}
