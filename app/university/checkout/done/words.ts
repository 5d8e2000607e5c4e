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
    case 'suspended':
      return {
        title: 'Your bank questions this payment',
        text: `It holds the money until that is settled, and ${course.title} is closed until then. If you did not ask your bank for this, tell them, or ask us.`,
        step: { href: '/university/go/help', label: 'Ask for help' },
      }
    case 'given-back':
      return {
        title: 'Your money was given back',
        text: `This purchase no longer opens ${course.title}. If you have bought it another time, that purchase is not touched by this.`,
        step: again,
      }
    case 'taken-back':
      return {
        title: 'Your bank took this payment back',
        text: `This purchase no longer opens ${course.title}. If that was not what you wanted, you can buy it again or ask us.`,
        step: again,
      }
    case 'expired':
      return { title: 'This checkout has expired', text: 'Nothing was charged.', step: again }
  }
}

/** The three steps with their times. */
export function steps(progress: Progress): readonly Step[] {
  const after = AFTERWARDS[progress.stage]
  if (after !== undefined) return [RECEIVED, ...after]
  const { stage, paidAt, unlockedAt } = progress
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

const RECEIVED: Step = { label: 'Payment received', state: 'done' }

/** Days later: a time of day alone would mislead, and the facts below say when. */
const AFTERWARDS: Readonly<Partial<Record<Progress['stage'], readonly [Step, Step]>>> = {
  suspended: [
    { label: 'Questioned by your bank', state: 'now' },
    { label: 'Settled', state: 'waiting' },
  ],
  'given-back': [
    { label: 'Money given back', state: 'done' },
    { label: 'Access ended', state: 'done' },
  ],
  'taken-back': [
    { label: 'Questioned by your bank', state: 'done' },
    { label: 'Access ended', state: 'done' },
  ],
}

/** "in 0.4 s"; said only for what was quick enough to be worth saying. */
function took(from: Date | undefined, to: Date | undefined): string | undefined {
  if (from === undefined || to === undefined) return undefined
  const seconds = (to.getTime() - from.getTime()) / 1_000
  return seconds >= 0 && seconds < 60 ? `in ${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : undefined
}
