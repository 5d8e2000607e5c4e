'use server'

import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { SaveAnswer } from '@/app/staff/catalog/_form/autosave'
import { draftTokenSchema } from '@/lib/catalog/documents/draft-token'
import { parseSubject } from '@/lib/catalog/documents/subject'
import { services } from '@/lib/runtime/services'

/** Several times what all fields together take. */
const MOST_TEXT = 300_000

const subjectSchema = z
  .string()
  .max(60)
  .transform((key) => parseSubject(key))
  .pipe(z.custom<NonNullable<ReturnType<typeof parseSubject>>>((subject) => subject !== undefined))
const placeSchema = z.object({ document: subjectSchema, token: draftTokenSchema })

/** Saves what was typed. The draft travels as one text, so that its size is known before anything reads it. */
export async function saveDraft(document: unknown, token: unknown, json: unknown): Promise<SaveAnswer> {
  const actor = await currentStaff()
  if (actor === undefined) return { outcome: 'signed-out' }
  const place = placeSchema.safeParse({ document, token })
  if (!place.success || typeof json !== 'string') return { outcome: 'malformed' }
  if (json.length > MOST_TEXT) return { outcome: 'too-large' }
  const { documents } = services().catalog
  const saved = await documents.save(actor, place.data.document, place.data.token, parsed(json))
  switch (saved.outcome) {
    case 'saved':
      return { outcome: 'saved', token: saved.token, problems: saved.problems }
    case 'conflict':
      return { ...saved, at: saved.at.toISOString() }
    case 'malformed':
    case 'forbidden':
    case 'missing':
      return { outcome: saved.outcome }
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** What came of a step with a saved draft. */
export type StepAnswer = 'done' | 'conflict' | 'signed-out' | 'forbidden' | 'missing' | 'malformed'

/** Keeps the saved draft as a revision, so that it can be previewed. */
export async function freezeDraft(document: unknown, token: unknown): Promise<StepAnswer> {
  return step(document, token, async (actor, place) => {
    const { outcome } = await services().catalog.documents.freeze(actor, place.document, place.token)
    return outcome === 'frozen' ? 'done' : outcome
  })
}

/** Throws the draft away. */
export async function discardDraft(document: unknown, token: unknown): Promise<StepAnswer> {
  return step(document, token, async (actor, place) => {
    const { outcome } = await services().catalog.documents.discard(actor, place.document, place.token)
    return outcome === 'discarded' ? 'done' : outcome
  })
}

type Actor = NonNullable<Awaited<ReturnType<typeof currentStaff>>>
type Place = z.infer<typeof placeSchema>

async function step(
  document: unknown,
  token: unknown,
  take: (actor: Actor, place: Place) => Promise<StepAnswer>,
): Promise<StepAnswer> {
  const actor = await currentStaff()
  if (actor === undefined) return 'signed-out'
  const place = placeSchema.safeParse({ document, token })
  return place.success ? take(actor, place.data) : 'malformed'
}
