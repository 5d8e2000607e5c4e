import { NoteForm } from '@/app/staff/note-form'
import { declineCorrection } from './actions'

/** Says no to a request, with an answer for its buyer. */
export function DeclineForm({ correction, about }: { readonly correction: string; readonly about: string }) {
  return (
    <NoteForm
      id={`answer-${correction}`}
      hidden={{ correction }}
      summary={
        <>
          Decline…<span className="visually-hidden"> the request about {about}</span>
        </>
      }
      question="Why? The buyer reads this."
      button={{ label: 'Decline the request', pendingLabel: 'Declining …' }}
      action={declineCorrection}
    />
  )
}
