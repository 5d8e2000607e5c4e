import type { Clock } from '@/lib/clock'
import { askLink } from './ask-link'
import type { LinkAnswer, Outside } from './ask-link'

const AT_ONCE = 4
const SECONDS_EACH = 5
const SECONDS_TOGETHER = 12
const KEPT_MINUTES = { alive: 10, dead: 2, refused: 10, unclear: 1 } as const
const MOST_KEPT = 500

/** Asks about many links: four at once, five seconds each, twelve together. */
export type LinkAsker = (addresses: readonly string[]) => Promise<ReadonlyMap<string, LinkAnswer>>

/** Keeps answers for minutes, so that whoever corrects a page does not make us ask a site again at each look. */
export function createLinkAsker({ clock, outside }: { clock: Clock; outside?: Outside }): LinkAsker {
  const kept = new Map<string, { readonly answer: LinkAnswer; readonly until: number }>()
  const ask = async (address: string, together: AbortSignal): Promise<LinkAnswer> => {
    const before = kept.get(address)
    if (before !== undefined && before.until > clock.now().getTime()) return before.answer
    const answer = await askLink(
      address,
      AbortSignal.any([together, AbortSignal.timeout(SECONDS_EACH * 1000)]),
      outside,
    )
    // What the others' slowness cut off was not asked.
    if (!together.aborted) {
      kept.delete(address)
      kept.set(address, { answer, until: clock.now().getTime() + KEPT_MINUTES[answer.state] * 60_000 })
    }
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break
      kept.delete(oldest)
    }
    return answer
  }
  return async (addresses) => {
    const together = AbortSignal.timeout(SECONDS_TOGETHER * 1000)
    const waiting = [...new Set(addresses)]
    const answers = new Map<string, LinkAnswer>()
    const line = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        answers.set(next, await ask(next, together))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, line))
    return answers
  }
}
