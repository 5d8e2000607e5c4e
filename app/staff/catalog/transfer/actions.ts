'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import type { ApplyResult } from '@/lib/catalog/transfer/apply-import'
import type { CheckResult } from '@/lib/catalog/transfer/check-import'
import { problemLine } from '@/lib/catalog/transfer/read-file'
import { services } from '@/lib/runtime/services'
import { LARGEST_HERE, TOO_LARGE } from './transfer-state'
import type { TransferState } from './transfer-state'

const MOST_LINES = 100
const wishSchema = z.object({
  mode: z.enum(['drafts', 'published']).catch('drafts'),
  step: z.enum(['check', 'import']).catch('check'),
  seen: z.string().max(64).catch(''),
})

/** Checks a catalog file, or imports it if it is the one that was looked at and does what was shown. */
export async function transferFile(_before: TransferState, data: FormData): Promise<TransferState> {
  const actor = await currentStaff()
  if (actor === undefined) redirect('/staff/catalog/transfer')
  const { mode, step, seen } = wishSchema.parse({
    mode: data.get('mode'),
    step: data.get('step'),
    seen: data.get('seen'),
  })
  const text = await readText(data.get('file'))
  if (text.why !== undefined) return { mode, answer: { step: 'unreadable', why: text.why } }
  const { transfer } = services().catalog
  const result =
    step === 'check'
      ? await transfer.check(actor, text.words, mode)
      : await transfer.apply(actor, text.words, mode, seen)
  if (result.outcome === 'forbidden') redirect(`/staff/catalog?did=${'forbidden' satisfies Did}`)
  if (result.outcome === 'imported') revalidatePath('/university', 'layout')
  return { mode, answer: answerOf(result) }
}

type Told = Exclude<CheckResult | ApplyResult, { outcome: 'forbidden' }>

function answerOf(result: Told): TransferState['answer'] {
  switch (result.outcome) {
    case 'malformed': {
      const lines = result.problems.slice(0, MOST_LINES).map(problemLine)
      return { step: 'problems', lines, further: result.problems.length - lines.length }
    }
    case 'planned':
    case 'changed':
      return { step: 'plan', plan: result.plan, seen: result.seen, changed: result.outcome === 'changed' }
    case 'imported':
      return { step: 'done', plan: result.plan }
  }
}

type ReadText = { readonly words: string; readonly why?: never } | { readonly why: string }

async function readText(file: FormDataEntryValue | null): Promise<ReadText> {
  if (!(file instanceof File) || file.size === 0) return { why: 'Choose the file' }
  if (file.size > LARGEST_HERE) return { why: TOO_LARGE }
  try {
    return { words: new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer()) }
  } catch {
    return { why: 'This file is not text. Choose one that was downloaded here' }
  }
}
