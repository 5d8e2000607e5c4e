import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { openMarks } from '@/app/staff/catalog/marks'
import { Desk } from '@/app/staff/desk'
import { DidNotice } from '@/app/staff/did-notice'
import { Refused } from '@/app/staff/refused'
import type { AccountPrice } from '@/lib/catalog/selling/unit-selling'
import { permits } from '@/lib/identity/permit'
import type { StaffActor } from '@/lib/identity/permit'
import { accountSchema, courseIdSchema, DEFAULT_ACCOUNT } from '@/lib/ids'
import type { Account, CourseId } from '@/lib/ids'
import { formatMoney } from '@/lib/money'
import { services } from '@/lib/runtime/services'
import { saleMark, whereWords } from '../selling/selling-words'
import { UnitHead } from '../unit-head'
import { PriceForm } from './price-form'

export const metadata: Metadata = { title: 'Change the price' }

type Props = {
  readonly params: Promise<{ document: string }>
  readonly searchParams: Promise<{ account?: string | string[]; did?: string | string[] }>
}
type Did = string | readonly string[] | undefined

/** A price changes in two steps: what it is to be, then what that does, confirmed. */
export default async function PricePage({ params, searchParams }: Props) {
  const [{ document }, asked] = await Promise.all([params, searchParams])
  const courseId = courseIdSchema.safeParse(document)
  const account = accountSchema.safeParse(asked.account ?? DEFAULT_ACCOUNT)
  if (!courseId.success || !account.success) notFound()
  return (
    <Desk here="catalog" path={`/staff/catalog/${courseId.data}/price?account=${account.data}`}>
      {(actor) => price(actor, courseId.data, account.data, asked.did)}
    </Desk>
  )
}

async function price(actor: StaffActor, courseId: CourseId, account: Account, did: Did) {
  if (!permits(actor, 'price.change')) return <Refused what="Prices are changed by marketing admins." />
  const { selling, documents } = services().catalog
  const [read, opened] = await Promise.all([
    selling.read(actor, courseId),
    documents.open(actor, { type: 'course', courseId }),
  ])
  if (read.outcome !== 'found') notFound()
  const { unit } = read
  const standing = unit.prices.find((known) => known.account === account)
  if (standing === undefined) notFound()
  const { current, pending } = standing
  return (
    <>
      <UnitHead
        document={courseId}
        title={unit.title}
        sku={unit.sku}
        marks={[...(opened.outcome === 'found' ? openMarks(opened.document) : []), saleMark(unit.sale)]}
        here="selling"
        deeper={current === undefined ? 'Set a price' : 'Change the price'}
      />
      <DidNotice did={did} />
      <p className="desk-answer">
        <strong>
          {current === undefined ? 'It has no price.' : `It costs ${formatMoney(current.money)}.`}
        </strong>{' '}
        {current?.placeholder === true && 'That is a placeholder: nobody has set a real price yet. '}
        {unit.prices.length > 1 && aboutWhom(standing, unit.prices.length)}
      </p>
      {pending === undefined ? (
        <PriceForm
          courseId={courseId}
          account={account}
          currencies={selling.currencies.map((code) => ({ code, name: NAMES.of(code) ?? code }))}
          currency={current?.money.currency ?? selling.currencies[0] ?? 'USD'}
          seen={{ onSale: unit.sale === 'open', placeholder: current?.placeholder ?? false }}
        />
      ) : (
        <p>
          A price of {formatMoney(pending.money)} was confirmed and is not at Stripe yet.{' '}
          <a href={`/staff/catalog/${courseId}/selling#prices`}>Finish or drop it first.</a>
        </p>
      )}
    </>
  )
}

function aboutWhom(price: AccountPrice, accounts: number): string {
  return price.countries.length === 0
    ? 'Countries with a Stripe account of their own have a price of their own, which stays as it is.'
    : `This is about buyers from: ${whereWords(price, accounts)}.`
}

const NAMES = new Intl.DisplayNames('en', { type: 'currency' })
