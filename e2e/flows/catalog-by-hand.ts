import type { Page, Request } from '@playwright/test'
import { courseFields } from '@/lib/catalog/documents/course-fields'
import { draftOf } from '@/lib/catalog/documents/draft-shape'
import type { Draft } from '@/lib/catalog/documents/fields'
import { expect } from './fixture'
import type { System } from './fixture'
import { saved } from './catalog-walk'
import type { Unit } from './catalog-walk'

/** A lab's page with nothing missing, as the form would send it. */
export function labDraft(title: string, words: Readonly<Record<string, unknown>> = {}): Draft {
  return draftOf(courseFields('lab'), {
    title,
    tagline: 'Do it by hand.',
    description: 'What a form sends can be sent without it, and has to be as harmless.',
    level: 'beginner',
    durationMinutes: 45,
    lengthLabel: '45 min',
    format: 'Self-paced',
    language: 'English',
    included: ['A sandbox', 'An invoice'],
    outcomes: ['One', 'Two', 'Three'],
    syllabus: [
      { title: 'First', detail: 'What is in it', measure: '20 min' },
      { title: 'Second', detail: 'What is in it', measure: '25 min' },
    ],
    prerequisites: { text: 'Nothing.', courses: [] },
    certificate: 'None.',
    faq: [
      { question: 'Why?', answer: 'Because.' },
      { question: 'When?', answer: 'Now.' },
    ],
    ...words,
  })
}

/** An action of the framework as the browser sent it, so that anybody can send it again. */
export type SentAction = { readonly address: string; readonly id: string; readonly args: readonly string[] }

/** Sends an action with other words, with the cookies of whoever's page this is. */
export async function send(who: Page, { address, id, args }: SentAction, origin = new URL(address).origin) {
  const headers = {
    'next-action': id,
    'content-type': 'text/plain;charset=UTF-8',
    accept: 'text/x-component',
    origin,
  }
  const answer = await who.request.post(address, { headers, data: JSON.stringify(args), maxRedirects: 0 })
  return { status: answer.status(), text: await answer.text() }
}

/** The draft of a unit as it stands, and the name by which the form knows it. */
export async function draftNow(system: System, { courseId }: Unit) {
  const [draft] = await system.rows<{ id: string; version: number; content: Record<string, unknown> }>(
    'SELECT id, version, content FROM document_draft WHERE course_id = $1',
    [courseId],
  )
  return { content: draft?.content, token: draft === undefined ? '' : `draft:${draft.id}:${draft.version}` }
}

/** Saves a draft past the form, from the unit's editor, which is then opened anew; answers with what was sent. */
export async function saveDraftOf(page: Page, system: System, unit: Unit, draft: Draft): Promise<SentAction> {
  const isAction = (request: Request) => request.headers()['next-action'] !== undefined
  const title = page.getByLabel('Title', { exact: true })
  const [request] = await Promise.all([page.waitForRequest(isAction), title.fill(`${unit.title}.`)])
  await saved(page)
  const { token } = await draftNow(system, unit)
  const action = {
    address: unit.home,
    id: request.headers()['next-action'] ?? '',
    args: [unit.courseId, token, JSON.stringify(draft)],
  }
  expect((await send(page, action)).text).toContain('"outcome":"saved"')
  await page.goto(unit.home)
  return action
}

/** All there is of the catalog, counted: what an attempt that must change nothing is held against. */
export async function catalogState(system: System) {
  return system.rows(`SELECT
    (SELECT string_agg(c::text, '' ORDER BY id) FROM course c) AS units,
    (SELECT string_agg(d::text, '' ORDER BY id) FROM document_draft d) AS drafts,
    (SELECT string_agg(p::text, '' ORDER BY id) FROM publication p) AS publications,
    (SELECT string_agg(s::text, '' ORDER BY name) FROM site_page s) AS pages,
    (SELECT string_agg(p::text, '' ORDER BY id) FROM price p) AS prices,
    (SELECT count(*) FROM course_revision) AS revisions, (SELECT count(*) FROM site_revision) AS words,
    (SELECT count(*) FROM image) AS images, (SELECT count(*) FROM audit) AS audits`)
}
