import type { Deed, ImportPlan, PlannedStep } from './plan'

/** What is done, as lists say it. */
export const DEEDS: Readonly<Record<Deed, string>> = {
  create: 'new',
  publish: 'published',
  draft: 'kept as a draft',
  'leave-draft': 'left as it is',
  same: 'nothing to do',
}

/** A plan as lines for a terminal: one for each unit or page that changes or has something to be known, then the rest. */
export function planLines({ steps, images, notInFile }: ImportPlan): readonly string[] {
  const told = steps.filter(({ does, notes }) => does !== 'same' || notes.length > 0)
  const same = steps.length - told.length
  return [
    ...told.flatMap(stepLines),
    ...(same === 0 ? [] : [`${same} as they are here already`]),
    ...(images === 0 ? [] : [`${images} new ${images === 1 ? 'image' : 'images'}`]),
    ...(notInFile.length === 0 ? [] : [`Not in the file, and left as they are: ${notInFile.join(', ')}`]),
  ]
}

function stepLines({ key, title, does, changed, notes }: PlannedStep): readonly string[] {
  const what = changed.length === 0 ? '' : `: ${changed.join(', ')}`
  return [`${key} (${title}): ${DEEDS[does]}${what}`, ...notes.map((note) => `  ${note}`)]
}
