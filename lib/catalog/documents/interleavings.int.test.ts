import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEditorsDesk, titled } from '@/e2e/editors-desk'
import type { EditorsDesk } from '@/e2e/editors-desk'
import { ACTS, EDITORS, EMPTY, expected, seen } from '@/e2e/editors-model'
import type { Act, Deed, Editor } from '@/e2e/editors-model'
import type { StaffActor } from '@/lib/identity/permit'
import { createLogger } from '@/lib/log'
import { carryOutDue } from './carry-out-publication'
import { draftTokenSchema } from './draft-token'
import type { DraftToken } from './draft-token'

const log = createLogger('test', 'silent')
let desk: EditorsDesk
let staff: Record<Editor, StaffActor>
beforeAll(async () => {
  desk = await openEditorsDesk()
  staff = { mara: desk.mara, pia: desk.pia }
})
afterAll(() => desk.close())

const act = fc.option(
  fc.record({
    what: fc.constantFrom(...ACTS, 'open' as const, 'type' as const, 'publish' as const),
    which: fc.nat(3),
  }),
)
const HOURS: readonly number[] = [0, 0, 2]
const rounds = fc.array(
  fc.record({ mara: act, pia: act, worker: fc.boolean(), hours: fc.constantFrom(...HOURS) }),
  { minLength: 4, maxLength: 16 },
)

/** One unit as its two editors use it: each with what their window holds, which may be old. */
async function openUnit() {
  const { db, clock, documents } = desk
  const lab = await desk.newLab()
  const none = draftTokenSchema.parse('base:none')
  const tokens: Record<Editor, DraftToken> = { mara: none, pia: none }
  const publications: string[] = []
  const at = () => new Date(clock.now().getTime() + 3_660_000).toISOString().slice(0, 16)
  const revisionId = async (index: number) => {
    const where = { courseId: lab.courseId, number: index + 1 }
    return (await db.prisma.courseRevision.findFirst({ where }))?.id ?? lab.courseId
  }
  const edit = async (by: Editor, { what, which, text }: Act): Promise<string> => {
    const actor = staff[by]
    const token = tokens[by]
    if (what === 'open') {
      const result = await documents.open(actor, lab)
      if (result.outcome === 'found') tokens[by] = result.document.token
      return result.outcome
    }
    if (what === 'type' || what === 'half') {
      const draft = what === 'half' ? { title: text } : titled(text)
      const result = await documents.save(actor, lab, token, draft)
      if ('token' in result) tokens[by] = result.token
      return result.outcome
    }
    if (what === 'schedule') {
      const result = await documents.schedule(actor, lab, token, { at: at(), zone: 'UTC' })
      if (result.outcome === 'scheduled') publications.push(result.publicationId)
      return result.outcome
    }
    if (what === 'cancel') return (await documents.cancel(actor, publications.at(-1) ?? lab.courseId)).outcome
    if (what === 'restore') return (await documents.restore(actor, lab, await revisionId(which))).outcome
    return (await documents[what](actor, lab, token)).outcome
  }
  return {
    lab,
    tell: (deed: Deed) => (deed.by === 'worker' ? carryOutDue({ db, clock, log }) : edit(deed.by, deed)),
    see: async () => {
      const read = await db.prisma.course.findUniqueOrThrow({
        where: { id: lab.courseId },
        include: {
          publishedRevision: true,
          draft: true,
          revisions: { orderBy: { number: 'asc' } },
          publications: { where: { state: 'scheduled' }, include: { courseRevision: true } },
        },
      })
      const title = (content: unknown) => (content as { title: string } | undefined)?.title ?? null
      const writer = EDITORS.find((name) => read.draft?.updatedBy === `staff:${staff[name].staffId}`)
      return {
        shown: title(read.publishedRevision?.content),
        scheduled: title(read.publications[0]?.courseRevision?.content),
        draft: read.draft && `${title(read.draft.content)} by ${writer}`,
        revisions: read.revisions.map(({ content }) => title(content)),
      }
    },
  }
}

function orders<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))
}

/** One after the other, so that whatever chance brings, all of this was met. */
const one = (by: Editor | 'worker', what: Act['what'] = 'open', which = 0) => ({
  mara: by === 'mara' ? { what, which } : null,
  pia: by === 'pia' ? { what, which } : null,
  worker: by === 'worker',
  hours: by === 'worker' ? 2 : 0,
})
const PLAIN = [
  ...(['type', 'publish', 'open', 'publish'] as const).map((what) => one('mara', what)),
  ...(['open', 'type'] as const).map((what) => one('pia', what)),
  ...(['type', 'type', 'schedule'] as const).map((what) => one('mara', what)),
  ...(['open', 'cancel'] as const).map((what) => one('pia', what)),
  one('pia', 'restore', 1),
  ...(['open', 'half', 'publish', 'freeze', 'discard'] as const).map((what) => one('pia', what)),
  ...(['open', 'type', 'schedule', 'open', 'schedule'] as const).map((what) => one('mara', what)),
  one('worker'),
  one('mara', 'cancel'),
]
const REACHED = [
  ...[
    'type saved',
    'type conflict',
    'half saved',
    'publish published',
    'publish unchanged',
    'publish incomplete',
  ],
  ...['schedule scheduled', 'schedule scheduled-already', 'cancel cancelled', 'cancel too-late'],
  ...['restore published', 'freeze frozen', 'discard discarded', 'worker'],
]

describe('two editors and the worker at once', () => {
  it('leave what one after the other would leave, whatever they do', async () => {
    const met = new Set<string>()
    const run = async (script: readonly (typeof rounds extends fc.Arbitrary<(infer R)[]> ? R : never)[]) => {
      const unit = await openUnit()
      let models = [structuredClone(EMPTY)]
      let [hour, texts] = [0, 0]
      for (const { worker, hours, ...editors } of script) {
        desk.setNow(new Date(desk.clock.now().getTime() + hours * 3_600_000))
        hour += hours
        const deeds: Deed[] = EDITORS.flatMap((by) => {
          const chosen = editors[by]
          const text = `${chosen?.what === 'half' ? 'half' : 'whole'} ${(texts += 1)}`
          return chosen ? [{ by, ...chosen, text }] : []
        })
        if (worker) deeds.push({ by: 'worker' })
        const known = models.map(({ publications }) => publications.length)
        const outcomes = await Promise.all(deeds.map(unit.tell))
        const left = await unit.see()
        const told = JSON.stringify([outcomes.map((outcome) => outcome ?? null), left])
        const possible = models.flatMap((model, m) =>
          orders(deeds.map((_, n) => n)).flatMap((order) => {
            const next = structuredClone(model)
            const wanted: (string | null)[] = deeds.map(() => null)
            for (const n of order) wanted[n] = expected(next, deeds[n]!, hour, known[m]!) ?? null
            return JSON.stringify([wanted, seen(next)]) === told ? [next] : []
          }),
        )
        expect(possible.length, `no order gives ${told} after ${JSON.stringify(deeds)}`).toBeGreaterThan(0)
        models = [...new Map(possible.map((model) => [JSON.stringify(model), model])).values()]
        deeds.forEach((deed, n) =>
          met.add(deed.by === 'worker' ? 'worker' : `${deed.what} ${String(outcomes[n])}`),
        )
      }
    }
    await fc.assert(fc.asyncProperty(rounds, run), { numRuns: 15, examples: [[PLAIN]] })
    expect([...met]).toEqual(expect.arrayContaining(REACHED))
  }, 120_000)
})
