import type { GivenBack } from '@/lib/checkout/given-back'
import { formatMoney } from '@/lib/money'

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** How much was given back, when, and the documents of it. */
export function GivenBackFact({ givenBack }: { readonly givenBack: GivenBack }) {
  const { amount, at, onItsWay, creditNotes } = givenBack
  const when = onItsWay ? 'on its way to your bank' : `on ${day.format(at)}`
  const documents = creditNotes.length === 0 ? '' : `, credit note ${creditNotes.join(', ')}`
  return (
    <>
      {formatMoney(amount)}{' '}
      <span className="fine">
        {when}
        {documents}
      </span>
    </>
  )
}
