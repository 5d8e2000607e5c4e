'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentStaff } from '@/app/_session/staff'
import { errorsOf, typedField } from '@/app/staff/catalog/unit-form-state'
import type { Did } from '@/app/staff/did-notice'
import { accountSchema, courseIdSchema } from '@/lib/ids'
import { formatMoney } from '@/lib/money'
import { services } from '@/lib/runtime/services'
import { PRICE_FIELDS } from './price-state'
import type { ConfirmState, PriceState } from './price-state'

const unitSchema = z.object({ course: courseIdSchema, account: accountSchema })
const typedSchema = z.object({ currency: typedField, amount: typedField })

/** The first step: nothing is written; what is shown is what the second one will do. */
export async function proposePrice(_before: PriceState, data: FormData): Promise<PriceState> {
  const { actor, course, account, selling } = await asked(data)
  const values = typedSchema.parse(Object.fromEntries(data))
  const proposed = await services().catalog.selling.proposePrice(actor, course, { ...values, account })
  switch (proposed.outcome) {
    case 'proposed': {
      const { before, after, proof } = proposed
      const confirm = {
        before: before && formatMoney(before),
        after: formatMoney(after),
        otherCurrency: before !== undefined && before.currency !== after.currency,
        proof,
      }
      return { values, errors: {}, confirm }
    }
    case 'invalid':
      return { values, errors: errorsOf(proposed.problems, PRICE_FIELDS) }
    case 'unchanged':
      return { values, errors: { amount: 'That is the price already' } }
    case 'pending':
    case 'missing':
    case 'forbidden':
      return redirect(`${selling}?did=${UNASKED[proposed.outcome]}`)
  }
}

const UNASKED = {
  pending: 'price-pending',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<string, Did>

/** The second step: exactly what was shown becomes the price. */
export async function confirmPrice(_before: ConfirmState, data: FormData): Promise<ConfirmState> {
  const { actor, course, account, selling, page } = await asked(data)
  const proof = z.string().max(4_000).catch('').parse(data.get('proof'))
  const confirmed = await services().catalog.selling.confirmPrice(actor, course, proof)
  if (confirmed.outcome === 'changed') revalidatePath('/university', 'layout')
  revalidatePath(selling)
  if (confirmed.outcome === 'refused')
    return {
      problem: `Stripe refused it: ${confirmed.detail} It is kept with the prices, to be finished or dropped.`,
    }
  if (confirmed.outcome === 'stale') redirect(`${page}?account=${account}&did=${'price-stale' satisfies Did}`)
  return redirect(`${selling}?did=${CONFIRMED[confirmed.outcome]}`)
}

const CONFIRMED = {
  changed: 'price-changed',
  unreachable: 'price-unreachable',
  missing: 'missing',
  forbidden: 'forbidden',
} as const satisfies Record<string, Did>

async function asked(data: FormData) {
  const actor = await currentStaff()
  const unit = unitSchema.safeParse({ course: data.get('course'), account: data.get('account') })
  if (!unit.success) redirect('/staff/catalog')
  const home = `/staff/catalog/${unit.data.course}`
  const page = `${home}/price`
  if (actor === undefined) redirect(`${page}?account=${unit.data.account}`)
  return { actor, ...unit.data, selling: `${home}/selling`, page }
}
