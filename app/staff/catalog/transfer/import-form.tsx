'use client'

import { useActionState } from 'react'
import { ErrorSummary } from '@/app/_ui/error-summary'
import { FieldError } from '@/app/university/checkout/field-error'
import { transferFile } from './actions'
import { PlanTable } from './plan-table'
import { LARGEST_HERE, TOO_LARGE } from './transfer-state'
import type { TransferState } from './transfer-state'

const START: TransferState = { mode: 'drafts', answer: { step: 'start' } }

/**
 * A file is checked first; what it would do is shown, and done at a second click. Without scripts the browser forgets
 * which file it was, so it is chosen again: the second click counts only for the very file that was checked.
 */
export function ImportForm() {
  const [{ mode, answer }, submit] = useActionState(transferFile, START)
  const why = answer.step === 'unreadable' ? answer.why : undefined
  return (
    <>
      <ErrorSummary
        errors={why === undefined ? {} : { file: why }}
        order={['file']}
        page="Import and export"
      />
      {/* Kept as it is after each answer, so that the file need not be chosen again. */}
      <form action={submit} className="edit-form" onReset={(event) => event.preventDefault()}>
        <div className="edit-transfer-file">
          <label htmlFor="file">Catalog file</label>
          <p id="file-hint" className="fine">
            A file that was downloaded here, with your changes. Up to 8 MB.
          </p>
          <FieldError id="file" error={why} />
          <input
            id="file"
            name="file"
            type="file"
            accept=".yaml,.yml"
            aria-describedby={why === undefined ? 'file-hint' : 'file-hint file-error'}
            aria-invalid={why !== undefined}
            onChange={({ target }) =>
              target.setCustomValidity((target.files?.[0]?.size ?? 0) > LARGEST_HERE ? TOO_LARGE : '')
            }
          />
        </div>
        <ModeField mode={mode} />
        <button type="submit" name="step" value="check" className="desk-button">
          Check the file
        </button>
        {answer.step === 'problems' && <Problems {...answer} />}
        {answer.step === 'plan' && <Plan {...answer} mode={mode} />}
        {answer.step === 'done' && <Done {...answer} />}
      </form>
    </>
  )
}

function ModeField({ mode }: Pick<TransferState, 'mode'>) {
  return (
    <fieldset className="edit-choices">
      <legend>What becomes of new words?</legend>
      <div>
        <input type="radio" id="mode" name="mode" value="drafts" defaultChecked={mode === 'drafts'} />
        <div>
          <label htmlFor="mode">Drafts</label>
          <p className="fine">Somebody looks at each and publishes it.</p>
        </div>
      </div>
      <div>
        <input
          type="radio"
          id="mode-published"
          name="mode"
          value="published"
          defaultChecked={mode === 'published'}
        />
        <div>
          <label htmlFor="mode-published">Published at once</label>
          <p className="fine">What was public before stays in the history, to be restored.</p>
        </div>
      </div>
    </fieldset>
  )
}

type Answer<Step> = Extract<TransferState['answer'], { step: Step }>

function Problems({ lines, further }: Answer<'problems'>) {
  return (
    <section className="error-summary" role="alert" aria-labelledby="transfer-answer">
      <h3 id="transfer-answer">There is something wrong with the file. Nothing was imported.</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {further > 0 && <p>And {further} more.</p>}
    </section>
  )
}

function Plan({ plan, seen, changed, mode }: Answer<'plan'> & Pick<TransferState, 'mode'>) {
  const idle = plan.steps.every(({ does }) => does === 'same' || does === 'leave-draft')
  return (
    <section className="edit-transfer-answer" aria-labelledby="transfer-answer">
      <div role="status">
        <h3 id="transfer-answer">What this file does</h3>
        {changed && (
          <p>
            <strong>Nothing was imported:</strong> the file, your choice or the catalog is not what it was
            when you checked. Look at it again.
          </p>
        )}
        {idle && <p>Nothing: all of it is here already.</p>}
      </div>
      <PlanTable plan={plan} />
      {!idle && (
        <>
          <noscript>
            <p>Choose the same file again above, then press the button.</p>
          </noscript>
          <input type="hidden" name="seen" value={seen} />
          <button type="submit" name="step" value="import" className="button-primary">
            {mode === 'drafts' ? 'Import as drafts' : 'Import and publish'}
          </button>
        </>
      )}
    </section>
  )
}

function Done({ plan }: Answer<'done'>) {
  return (
    <section className="edit-transfer-answer" aria-labelledby="transfer-answer">
      <div role="status">
        <h3 id="transfer-answer">The file is imported</h3>
        <p>
          This was done. <a href="/staff/catalog">Go to the catalog</a>
        </p>
      </div>
      <PlanTable plan={plan} />
    </section>
  )
}
