import type { MyPurchase } from '@/lib/checkout/my-courses'

/** What a purchase's state means to the learner: true, and what to do. */
export type PurchaseWords = {
  readonly label: string
  readonly text?: string
  readonly step?: { readonly href: string; readonly label: string }
}

/** The words of one card. A course that another purchase keeps is never said to be closed (R15). */
export function purchaseWords(purchase: MyPurchase): PurchaseWords {
  const words = WORDS[purchase.state]
  const { keptBy, buyAgain, givenBack, slug } = purchase
  if (keptBy !== undefined)
    return {
      label: words.label,
      text: `${SINCE[purchase.state] ?? ''}You keep the course by purchase ${keptBy}.`,
    }
  if (purchase.state === 'open' && givenBack !== undefined)
    return { label: words.label, text: 'Part of the price was given back. The course stays open.' }
  if (buyAgain && words.step === undefined)
    return { ...words, step: { href: `/university/courses/${slug}`, label: 'Buy it again' } }
  return words
}

const SINCE: Readonly<Partial<Record<MyPurchase['state'], string>>> = {
  suspended: 'Your bank questions this payment and holds the money until that is settled. ',
  refunded: 'The whole price of this purchase was given back. ',
  'taken-back': 'Your bank has taken this payment back for good. ',
}

const WORDS: Readonly<Record<MyPurchase['state'], PurchaseWords>> = {
  open: { label: 'Open' },
  unlocking: { label: 'Being unlocked', text: 'We have your payment. It opens within seconds.' },
  delayed: {
    label: 'Being unlocked',
    text: 'We have your payment, but Redis University has not opened it yet. We keep trying; you need not pay again.',
  },
  stuck: {
    label: 'Not open yet',
    text: 'We have your payment, but Redis University could not open it. It is on our team’s list; you need not pay again.',
  },
  'payment-pending': {
    label: 'Payment on its way',
    text: 'Your bank takes longer for this way of paying. It opens as soon as the money arrives; you need not pay again.',
  },
  'payment-failed': {
    label: 'Payment failed',
    text: 'The money did not arrive, so this did not open. Nothing was charged. You can buy it again.',
  },
  suspended: {
    label: 'On hold',
    text: 'Your bank questions this payment and holds the money until that is settled. The course is closed until then. If you did not ask your bank for this, tell them, or ask us.',
    step: { href: '/university/go/help', label: 'Ask for help' },
  },
  refunded: {
    label: 'Given back',
    text: 'The whole price was given back, so this purchase no longer opens the course.',
  },
  'taken-back': {
    label: 'Taken back by your bank',
    text: 'Your bank has taken this payment back for good, so this purchase no longer opens the course.',
  },
}
