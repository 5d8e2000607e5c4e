import type { Note, noteSchema } from '@/lib/identity/note'

/** A refused note keeps what was typed. */
export type NoteState = { readonly note: string; readonly error: string | undefined }

type Read = { readonly ok: true; readonly note: Note } | { readonly ok: false; readonly state: NoteState }

/** The note of a form, or what the form shows instead. */
export function readNote(data: FormData, schema: ReturnType<typeof noteSchema>): Read {
  const typed = data.get('note')
  const note = schema.safeParse(typed)
  if (note.success) return { ok: true, note: note.data }
  const kept = typeof typed === 'string' ? typed.slice(0, 2_000) : ''
  return { ok: false, state: { note: kept, error: note.error.issues[0]?.message ?? 'Write a note' } }
}
