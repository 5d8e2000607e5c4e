'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import type { Did } from '@/app/staff/did-notice'
import { courseIdSchema, priceIdSchema } from '@/lib/ids'
import { services } from '@/lib/runtime/services'

/** Why a price could not be finished. */
export type FinishState = { readonly problem: string | undefined }

const priceSchema = z.object({ course: courseIdSchema, price: priceIdSchema })

/** Goes on with a price that is not made at Stripe yet. */
export async function finishPrice(_before: FinishState, data: FormData): Promise<FinishState> {
  const { actor, course, price, page } = await asked(data)
  const result = await services().catalog.selling.finishPrice(actor, price)
  if (result.outcome === 'changed') revalidatePath('/university', 'layout')
  revalidatePath(`/staff/catalog/${course}/selling`)
  if (result.outcome === 'refused') return { problem: `Stripe refused it: ${result.detail}` }
  if (result.outcome === 'unreachable')
    return { problem: 'Stripe did not answer. It stays as it is; try again in a minute.' }
  return redirect(`${page}?did=${FINISHED[result.outcome]}`)
}

const FINISHED = {
  changed: 'price-changed',
  stale: 'price-stale',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<string, Did>

/** Gives up a price that nobody ever paid. */
export async function dropPrice(data: FormData): Promise<void> {
  const { actor, price, page } = await asked(data)
  const { outcome } = await services().catalog.selling.dropPrice(actor, price)
  redirect(`${page}?did=${DROPPED[outcome]}`)
}

const DROPPED = {
  dropped: 'price-dropped',
  'too-late': 'price-stale',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<string, Did>

async function asked(data: FormData) {
  const actor = await currentStaff()
  const form = priceSchema.safeParse({ course: data.get('course'), price: data.get('price') })
  if (!form.success) redirect('/staff/catalog')
  const page = `/staff/catalog/${form.data.course}/selling`
  if (actor === undefined) redirect(page)
  return { actor, page, ...form.data }
}
