import { NoteForm } from '@/app/staff/note-form'
import type { NoteState } from '@/app/staff/note-state'

type CloseProps = {
  readonly finding: string
  readonly about: string
  readonly close: (before: NoteState, data: FormData) => Promise<NoteState>
}

/** Closes a finding with what was found out. */
export function CloseForm({ finding, about, close }: CloseProps) {
  return (
    <NoteForm
      id={`note-${finding}`}
      hidden={{ finding }}
      summary={
        <>
          Close…<span className="visually-hidden"> the finding about {about}</span>
        </>
      }
      question="What did you find out or do?"
      button={{ label: 'Close the finding', pendingLabel: 'Closing …' }}
      action={close}
    />
  )
}
