import type { DeliveryStanding, PurchaseRecord } from '@/lib/support/read'
import { systemName } from '../../marks'
import { lastDeliveries } from './last-deliveries'

/** Whether the learner can open the course, and why, in sentences for whoever answers them. */
export type Explanation = { readonly answer: string; readonly because: readonly string[] }

/** The answer first; what is owed and not done yet can make a "may" out of a "can". Pure. */
export function explain(
  record: Pick<PurchaseRecord, 'purchase' | 'access' | 'judged' | 'deliveries'>,
): Explanation {
  const { purchase, access, judged } = record
  const open = lastDeliveries(record).filter(({ state }) => state !== 'done')
  const because = [
    access?.reason ?? 'No payment of this person for this course has been booked.',
    // The decision rests on another purchase: then this one's own end has to be told too.
    ...(access === undefined || access.purchaseId === purchase.id ? [] : [judged.reason]),
    ...open.map(owed),
    ...(purchase.customer.erasedAt === undefined
      ? []
      : [`The person was erased on ${day(purchase.customer.erasedAt)}; the money stays in the books.`]),
  ]
  return { answer: answer(access?.state, open), because }
}

function answer(access: string | undefined, open: readonly DeliveryStanding[]): string {
  if (access === 'active') {
    return open.some(({ action }) => action === 'unlock')
      ? 'May open the course, but it is not open yet.'
      : 'Can open the course.'
  }
  if ((access === 'suspended' || access === 'revoked') && open.some(({ action }) => action === 'revoke'))
    return 'May no longer open the course, but it is not closed yet.'
  return CANNOT[access ?? ''] ?? 'Cannot open the course.'
}

const CANNOT: Readonly<Record<string, string>> = {
  pending: 'Cannot open the course yet.',
  suspended: 'Cannot open the course for now.',
}

function owed({ destination, action, state, attempts, dueAt, down, retry }: DeliveryStanding): string {
  const system = systemName(destination)
  if (retry === 'erased') return `The ${action} at ${system} was not done and is not tried again.`
  if (state === 'needs-person')
    return `${system} was asked to ${action} ${times(attempts)} and nobody tries any more: repair the cause and choose “Retry now”, or do it there and mark it as done by hand.`
  if (down) return `${system} is not answering; the ${action} goes out by itself as soon as it does.`
  if (attempts === 0) return `The ${action} at ${system} is about to be tried.`
  return `${system} was asked to ${action} ${times(attempts)}; the next try is at ${dueAt.toISOString().slice(11, 19)} UTC.`
}

function times(attempts: number): string {
  return attempts === 1 ? 'once' : `${attempts} times`
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
