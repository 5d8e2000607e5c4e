import type { Step } from '@/app/_ui/progress-steps'
import type { Progress } from '@/lib/checkout/progress'

export type DoneWords = {
  readonly title: string
  readonly text: string
  /** The one thing to do now. */
  readonly step?: { readonly href: string; readonly label: string }
}

/** What the done page says at each stage: true at that moment, and never an error for what is merely slow. */
export function doneWords({ stage, course }: Progress, openAddress: string): DoneWords {
  const again = { href: `/university/courses/${course.slug}`, label: 'Back to the course' }
  switch (stage) {
    case 'ready':
      return {
        title: 'You’re in.',
        text: `${course.title} is open in your Redis University account.`,
        step: { href: openAddress, label: 'Open in Redis University' },
      }
    case 'unlocking':
      return {
        title: 'Payment received',
        text: `${course.title} is being unlocked. This takes a few seconds.`,
      }
    case 'confirming':
      return { title: 'Confirming with Stripe', text: 'This takes a few seconds. You need not pay again.' }
    case 'payment-pending':
      return {
        title: 'Your payment is on its way',
        text: `Your bank takes longer for this way of paying. ${course.title} opens as soon as the money arrives; you need not pay again.`,
      }
    case 'failed':
      return {
        title: 'The payment did not go through',
        text: 'Nothing was charged. You can try another way to pay.',
        step: again,
      }
    case 'expired':
      return { title: 'This checkout has expired', text: 'Nothing was charged.', step: again }
  }
}

/** The three steps with their times. */
export function steps({ stage, paidAt, unlockedAt }: Progress): readonly Step[] {
  const paid = paidAt !== undefined
  const ready = stage === 'ready'
  return [
    {
      label: 'Payment received',
      state: paid ? 'done' : stage === 'confirming' ? 'now' : 'waiting',
      at: paidAt,
    },
    {
      label: ready ? 'Course unlocked' : 'Unlocking',
      state: ready ? 'done' : paid ? 'now' : 'waiting',
      at: unlockedAt,
    },
    { label: 'Ready', state: ready ? 'done' : 'waiting', note: ready ? took(paidAt, unlockedAt) : undefined },
  ]
}

/** "in 0.4 s"; said only for what was quick enough to be worth saying. */
function took(from: Date | undefined, to: Date | undefined): string | undefined {
  if (from === undefined || to === undefined) return undefined
  const seconds = (to.getTime() - from.getTime()) / 1_000
  return seconds >= 0 && seconds < 60 ? `in ${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : undefined
}
