import { NoteForm } from '@/app/staff/note-form'
import { settleDelivery } from '../../actions'

type SettleProps = {
  readonly delivery: string
  readonly purchase: string
  /** Such as "the unlock at Flockjay". */
  readonly what: string
}

/** Ends what we owe, because somebody did it at the destination itself. */
export function SettleForm({ delivery, purchase, what }: SettleProps) {
  return (
    <NoteForm
      id={`done-${delivery}`}
      hidden={{ delivery, purchase }}
      summary={`Mark ${what} as done by hand…`}
      question="What did you do? Both sides are compared every hour."
      button={{ label: 'It is done there', pendingLabel: 'Marking …' }}
      action={settleDelivery}
    />
  )
}
