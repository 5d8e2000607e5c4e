import { DeskTable } from '@/app/staff/desk-table'
import { When } from '@/app/staff/when'
import type { AccountPrice, UnitSelling } from '@/lib/catalog/selling/unit-selling'
import { formatMoney } from '@/lib/money'
import { FinishForm } from './finish-form'
import { whereWords } from './selling-words'

type Props = { readonly unit: UnitSelling; readonly mayChange: boolean }

/** What it costs, account by account; what was confirmed and is not at Stripe yet; what it cost before. */
export function PricesSection({ unit, mayChange }: Props) {
  const { courseId, prices } = unit
  return (
    <section aria-labelledby="prices" className="edit-section">
      <h2 id="prices">Prices</h2>
      {!mayChange && <p className="fine">Prices are changed by marketing admins.</p>}
      <DeskTable
        caption="What it costs, by where the buyer pays from"
        columns={['Where', 'Price', 'Since (UTC)', 'Set by', ...(mayChange ? [''] : [])]}
        rows={prices.map((price) => ({
          key: price.account,
          cells: [
            <Where key="where" price={price} accounts={prices.length} />,
            <Current key="price" courseId={courseId} price={price} mayChange={mayChange} />,
            price.current && <When key="since" at={price.current.since} />,
            price.current?.by,
            ...(mayChange ? [<Change key="change" courseId={courseId} price={price} />] : []),
          ],
        }))}
      />
      <Earlier prices={prices} />
    </section>
  )
}

function Where({ price, accounts }: { readonly price: AccountPrice; readonly accounts: number }) {
  return (
    <>
      <strong>{whereWords(price, accounts)}</strong>
      {accounts > 1 && (
        <>
          <br />
          <span className="fine">Stripe account “{price.account}”</span>
        </>
      )}
    </>
  )
}

type CurrentProps = { readonly courseId: string; readonly price: AccountPrice; readonly mayChange: boolean }

function Current({ courseId, price, mayChange }: CurrentProps) {
  const { current, pending } = price
  return (
    <>
      {current === undefined ? (
        'none'
      ) : (
        <>
          <strong className="tabular">{formatMoney(current.money)}</strong>
          {current.placeholder && <span className="fine"> placeholder</span>}
          {!current.atStripe && (
            <div className="edit-pending">
              <p>Not at Stripe yet: nobody can pay it.</p>
              {mayChange && (
                <FinishForm courseId={courseId} priceId={current.priceId} label="Make it at Stripe" />
              )}
            </div>
          )}
        </>
      )}
      {pending !== undefined && (
        <div className="edit-pending">
          <p>
            <strong className="tabular">{formatMoney(pending.money)}</strong> was confirmed by {pending.by} on{' '}
            <When at={pending.at} /> UTC, and is not at Stripe yet. Nobody pays it.
          </p>
          {mayChange && (
            <FinishForm
              courseId={courseId}
              priceId={pending.priceId}
              label={`Make ${formatMoney(pending.money)} the price`}
              droppable
            />
          )}
        </div>
      )}
    </>
  )
}

function Change({ courseId, price }: { readonly courseId: string; readonly price: AccountPrice }) {
  if (price.pending !== undefined) return null
  const { account, current } = price
  return (
    <a className="desk-button" href={`/staff/catalog/${courseId}/price?account=${account}`}>
      {current === undefined ? 'Set a price' : 'Change price'}
      {account !== 'default' && <span className="visually-hidden"> of account {account}</span>}
    </a>
  )
}

function Earlier({ prices }: { readonly prices: readonly AccountPrice[] }) {
  const rows = prices.flatMap(({ account, earlier }) => earlier.map((price) => ({ account, ...price })))
  if (rows.length === 0) return null
  return (
    <details className="desk-confirm edit-earlier">
      <summary>Earlier prices ({rows.length})</summary>
      <DeskTable
        caption="Earlier prices, newest first"
        columns={[
          'Earlier price',
          'From (UTC)',
          'Until (UTC)',
          'Set by',
          ...(prices.length > 1 ? ['Account'] : []),
        ]}
        rows={rows.map(({ account, money, from, until, by }) => ({
          key: `${account} ${until.toISOString()}`,
          cells: [
            <span key="money" className="tabular">
              {formatMoney(money)}
            </span>,
            <When key="from" at={from} />,
            <When key="until" at={until} />,
            by,
            ...(prices.length > 1 ? [account] : []),
          ],
        }))}
      />
    </details>
  )
}
