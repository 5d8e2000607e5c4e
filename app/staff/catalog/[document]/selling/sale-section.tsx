import { PendingButton } from '@/app/_ui/pending-button'
import { NoteForm } from '@/app/staff/note-form'
import type { UnitSelling } from '@/lib/catalog/selling/unit-selling'
import { retireUnit, sellUnit, takeBack } from './actions'
import { mend } from './selling-words'

/** Puts the unit on sale, takes it off, retires it: each says what it means for buyers. */
export function SaleSection(props: {
  readonly unit: UnitSelling
  readonly mayEdit: boolean
  readonly mayPrice: boolean
}) {
  const { unit, mayEdit, mayPrice } = props
  return (
    <section aria-labelledby="sale" className="edit-section">
      <h2 id="sale">Sale</h2>
      {unit.sale === 'announced' && unit.blockers.length > 0 && <Blockers unit={unit} mayPrice={mayPrice} />}
      {mayEdit && (
        <div className="edit-buttons">
          {unit.sale === 'announced' && unit.blockers.length === 0 && <PutOnSale unit={unit} />}
          {unit.sale === 'open' && <TakeOffSale unit={unit} />}
          {unit.sale === 'retired' ? <TakeBack unit={unit} /> : <Retire unit={unit} />}
        </div>
      )}
    </section>
  )
}

type Props = { readonly unit: UnitSelling }

function Blockers({ unit, mayPrice }: Props & { readonly mayPrice: boolean }) {
  return (
    <>
      <p>Before it can be put on sale:</p>
      <ul className="edit-blockers">
        {unit.blockers.map((blocker) => {
          const { what, link } = mend(blocker, unit.courseId, mayPrice)
          return (
            <li key={blocker}>
              {what} {link !== undefined && <a href={link.href}>{link.words}</a>}
            </li>
          )
        })}
      </ul>
    </>
  )
}

function PutOnSale({ unit }: Props) {
  return (
    <form action={sellUnit}>
      <input type="hidden" name="course" value={unit.courseId} />
      <input type="hidden" name="sale" value="open" />
      <PendingButton label="Put on sale" pendingLabel="Putting it on sale …" className="button-primary" />
    </form>
  )
}

function TakeOffSale({ unit }: Props) {
  return (
    <details className="desk-confirm">
      <summary className="desk-button">Take off sale…</summary>
      <form action={sellUnit} className="max-w-xl">
        <input type="hidden" name="course" value={unit.courseId} />
        <input type="hidden" name="sale" value="announced" />
        <p>
          The page stays and says that it is not on sale yet. Whoever is at Stripe already can still pay, and
          whoever has it keeps it.
        </p>
        <PendingButton label="Take off sale" pendingLabel="Taking it off …" className="desk-button" />
      </form>
    </details>
  )
}

function TakeBack({ unit }: Props) {
  return (
    <form action={takeBack}>
      <input type="hidden" name="course" value={unit.courseId} />
      <p>It comes back as announced. Putting it on sale is a step of its own.</p>
      <PendingButton
        label="Take back into the catalog"
        pendingLabel="Taking it back …"
        className="desk-button"
      />
    </form>
  )
}

function Retire({ unit }: Props) {
  return (
    <NoteForm
      id="retire-note"
      hidden={{ course: unit.courseId }}
      summary="Retire…"
      question="Why? Kept here for your colleagues. It leaves the catalog and is not sold any more; its page says so, and whoever has it keeps it."
      button={{ label: 'Retire it', pendingLabel: 'Retiring …' }}
      action={retireUnit}
    />
  )
}
