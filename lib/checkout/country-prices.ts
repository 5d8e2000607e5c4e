import { findPublishedBySku } from '@/lib/catalog/read-published'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Database } from '@/lib/db/database'
import type { Account, Sku } from '@/lib/ids'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import { COUNTRIES } from './countries'

type Price = NonNullable<PublishedCourse['price']>

/** Prices in countries that another account than the default one sells to; undefined where that account has none. */
export type CountryPrices = ReadonlyMap<string, Price | undefined>

/** What a unit costs where it is not the default account's price (R11). Empty with one account. */
export async function readCountryPrices(
  db: Database,
  accounts: StripeAccounts,
  sku: Sku,
): Promise<CountryPrices> {
  const [first, ...further] = accounts.all
  const prices = new Map<Account, Price | undefined>()
  for (const { account } of further)
    prices.set(account, (await findPublishedBySku(db.prisma, sku, account))?.price)
  return new Map(
    COUNTRIES.flatMap(({ code }) => {
      const { account } = accounts.forCountry(code)
      return account === first?.account ? [] : [[code, prices.get(account)] as const]
    }),
  )
}
