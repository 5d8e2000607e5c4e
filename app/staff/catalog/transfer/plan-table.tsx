import { DeskTable } from '@/app/staff/desk-table'
import type { ImportPlan, PlannedStep } from '@/lib/catalog/transfer/plan'
import { DEEDS } from '@/lib/catalog/transfer/plan-words'

/** What an import does, unit by unit; what it leaves as it is, in a sentence. */
export function PlanTable({ plan: { steps, images, notInFile } }: { readonly plan: ImportPlan }) {
  const told = steps.filter(({ does, notes }) => does !== 'same' || notes.length > 0)
  const same = steps.length - told.length
  return (
    <>
      {told.length > 0 && (
        <DeskTable
          caption="What the file does"
          columns={['Page', 'What happens', 'Changes and notes']}
          rows={told.map((step) => ({
            key: step.key,
            cells: [
              <Page key="page" name={step.key} title={step.title} />,
              DEEDS[step.does],
              <Changes key="changes" changed={step.changed} notes={step.notes} />,
            ],
          }))}
        />
      )}
      <p className="fine">
        {[
          ...(same === 0
            ? []
            : [`${same} ${same === 1 ? 'page is' : 'pages are'} here already as in the file.`]),
          ...(images === 0 ? [] : [`${images} new ${images === 1 ? 'image' : 'images'}.`]),
          ...(notInFile.length === 0
            ? []
            : [`Not in the file, and left as they are: ${notInFile.join(', ')}.`]),
        ].join(' ')}
      </p>
    </>
  )
}

function Page({ name, title }: { readonly name: string; readonly title: string }) {
  return (
    <>
      <strong>{title}</strong>
      <br />
      <span className="fine mono">{name}</span>
    </>
  )
}

function Changes({ changed, notes }: Pick<PlannedStep, 'changed' | 'notes'>) {
  return (
    <>
      {changed.join(', ')}
      {notes.map((note) => (
        <p key={note} className="fine">
          {note}
        </p>
      ))}
    </>
  )
}
