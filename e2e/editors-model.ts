// Drafts, publications and revisions told a second time, as small as can be: no line of the product takes part.

export const EDITORS = ['mara', 'pia'] as const
export type Editor = (typeof EDITORS)[number]

export const ACTS = [
  'open',
  'type',
  'half',
  'publish',
  'schedule',
  'discard',
  'freeze',
  'cancel',
  'restore',
] as const
export type Act = { readonly what: (typeof ACTS)[number]; readonly which: number; readonly text: string }
export type Deed = ({ readonly by: Editor } & Act) | { readonly by: 'worker' }

/** What is where, by text; revisions by their place in the list. */
export type Model = {
  revisions: string[]
  shown: number | null
  scheduled: { revision: number; by: Editor; hour: number } | null
  publications: ('scheduled' | 'done' | 'cancelled')[]
  draft: { text: string; by: Editor; stamp: number } | null
  windows: Record<Editor, { holds: string; told: boolean }>
  stamps: number
}
export const EMPTY: Model = {
  revisions: [],
  shown: null,
  scheduled: null,
  publications: [],
  draft: null,
  windows: { mara: { holds: 'nothing', told: false }, pia: { holds: 'nothing', told: false } },
  stamps: 0,
}

function there(model: Model): { holds: string; text: string } {
  if (model.draft) return { holds: `draft ${model.draft.stamp}`, text: model.draft.text }
  const base = model.scheduled?.revision ?? model.shown
  if (base === null) return { holds: 'nothing', text: '' }
  return { holds: `revision ${base}`, text: model.revisions[base] ?? '' }
}
function keep(model: Model, text: string): number {
  if (model.revisions.at(-1) !== text || model.revisions.length === 0) model.revisions.push(text)
  return model.revisions.length - 1
}
const isWhole = (text: string) => text.startsWith('whole')

/** Changes the model as the deed should; says its outcome. */
export function expected(model: Model, deed: Deed, hour: number, known: number): string | undefined {
  if (deed.by === 'worker') {
    if (model.scheduled && model.scheduled.hour < hour) settle(model, 'done')
    return undefined
  }
  const { by, what, which, text } = deed
  const current = there(model)
  const window = model.windows[by]
  if (what === 'open') {
    model.windows[by] = { holds: current.holds, told: false }
    return 'found'
  }
  if (what === 'cancel') return cancel(model, known)
  if (what === 'restore') return restore(model, which)
  if (window.holds !== current.holds) {
    if (what === 'type' || what === 'half') model.windows[by] = { holds: current.holds, told: true }
    return 'conflict'
  }
  const { draft } = model
  if (what === 'type' || what === 'half') {
    if (draft && (draft.by !== by || window.told)) keep(model, draft.text)
    model.draft = { text, by, stamp: (model.stamps += 1) }
    model.windows[by] = { holds: there(model).holds, told: false }
    return 'saved'
  }
  if (what === 'discard') {
    if (draft && draft.by !== by) keep(model, draft.text)
    model.draft = null
    return 'discarded'
  }
  const frozen = () =>
    draft ? keep(model, draft.text) : (model.scheduled?.revision ?? model.shown ?? keep(model, ''))
  if (what === 'freeze') {
    frozen()
    return 'frozen'
  }
  if (what === 'schedule' && model.scheduled) return 'scheduled-already'
  if (model.shown !== null && model.revisions[model.shown] === current.text) return 'unchanged'
  if (!isWhole(current.text)) return 'incomplete'
  const revision = frozen()
  model.draft = null
  if (what === 'schedule') {
    model.scheduled = { revision, by, hour }
    model.publications.push('scheduled')
    return 'scheduled'
  }
  if (model.scheduled) settle(model, 'cancelled')
  model.shown = revision
  return 'published'
}
function settle(model: Model, state: 'done' | 'cancelled'): void {
  if (state === 'done' && model.scheduled) model.shown = model.scheduled.revision
  model.scheduled = null
  model.publications[model.publications.length - 1] = state
}
function cancel(model: Model, known: number): string {
  const state = model.publications[known - 1]
  if (state === undefined) return 'missing'
  if (state !== 'scheduled') return state === 'done' ? 'too-late' : 'cancelled'
  const { scheduled, draft, revisions, shown } = model
  settle(model, 'cancelled')
  const text = revisions[scheduled?.revision ?? -1] ?? ''
  if (scheduled && !draft && text !== (shown === null ? null : revisions[shown]))
    model.draft = { text, by: scheduled.by, stamp: (model.stamps += 1) }
  return 'cancelled'
}
function restore(model: Model, which: number): string {
  const text = model.revisions[which]
  if (text === undefined) return 'missing'
  if (model.shown !== null && model.revisions[model.shown] === text) return 'unchanged'
  if (!isWhole(text)) return 'incomplete'
  model.shown = which
  return 'published'
}
/** What the database should hold. */
export function seen({ revisions, shown, scheduled, draft }: Model) {
  return {
    shown: shown === null ? null : revisions[shown],
    scheduled: scheduled && revisions[scheduled.revision],
    draft: draft && `${draft.text} by ${draft.by}`,
    revisions,
  }
}
