import { PendingButton } from '@/app/_ui/pending-button'
import { SEARCH_LENGTH } from '@/lib/support/search-term'
import { searchPurchases } from './actions'

/** One field for everything a learner may quote. Sent by POST: what is typed stays out of the address. */
export function SearchForm({ typed }: { readonly typed: string | undefined }) {
  return (
    <form action={searchPurchases} className="desk-search" role="search">
      <label htmlFor="typed">Find purchases</label>
      <p id="typed-forms" className="fine">
        By e-mail, account (SMID), reference RU-…, invoice number, promotion code, purchase id, Stripe session
        cs_… or payment pi_…
      </p>
      <div>
        <input
          id="typed"
          name="typed"
          type="text"
          required
          maxLength={SEARCH_LENGTH}
          defaultValue={typed}
          aria-describedby="typed-forms"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <PendingButton label="Find" pendingLabel="Finding …" className="button-primary" />
      </div>
    </form>
  )
}
