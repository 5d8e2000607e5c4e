import { z } from 'zod'
import type { Caller } from './call'
import { meaningOf, troubleOfFailure } from './classify'
import { queryTogether, QUERIES_PER_CALL } from './composite-query'
import type { ContactKey } from './contact-key'
import { type Seek, SEEK_SIZE, type Sought } from './port'
import { accountRowSchema, contactRowSchema, matchPeople } from './seek-rows'
import type { AccountRow, ContactRow } from './seek-rows'
import { seekQueries, type SeekQuery } from './seek-queries'

/** Half of what SOQL takes (100,000), and enough for 2,000 people of usual names in five queries. */
const LONGEST_QUERY = 50_000
/** Below this a refusal is not about length. */
const SHORTEST_QUERY = 2_000

/**
 * Makes the seeking of people. Queries that Salesforce finds too long are halved, from then on: how much longer it makes
 * them inside depends on the org.
 */
export function createSeeker(call: Caller, key: ContactKey): (seeks: readonly Seek[]) => Promise<Sought> {
  let longest = LONGEST_QUERY
  return async function seek(seeks) {
    if (seeks.length > SEEK_SIZE) throw new RangeError(`at most ${SEEK_SIZE} people can be sought at once`)
    for (;;) {
      const used = longest
      const looked = await look(call, key, seekQueries(seeks, key, used))
      if (looked.outcome === 'answered')
        return { outcome: 'answered', found: matchPeople(seeks, key, looked) }
      if (looked.outcome !== 'failed') return looked
      if (!isTooLong(looked) || used <= SHORTEST_QUERY) return troubleOfFailure(looked.failure)
      longest = Math.min(longest, Math.ceil(used / 2))
    }
  }
}

type Looked =
  | { readonly outcome: 'answered'; readonly accounts: AccountRow[]; readonly contacts: ContactRow[] }
  | Exclude<Awaited<ReturnType<typeof queryTogether>>, { outcome: 'answered' }>

async function look(call: Caller, key: ContactKey, queries: readonly SeekQuery[]): Promise<Looked> {
  const accounts: AccountRow[] = []
  const contacts: ContactRow[] = []
  for (let from = 0; from < queries.length; from += QUERIES_PER_CALL) {
    const some = queries.slice(from, from + QUERIES_PER_CALL)
    const answer = await queryTogether(
      call,
      some.map(({ soql }) => soql),
    )
    if (answer.outcome !== 'answered') return answer
    const read = (of: SeekQuery['of']) => answer.rows.flatMap((rows, at) => (some[at]?.of === of ? rows : []))
    const accountRows = z.array(accountRowSchema).safeParse(read('accounts'))
    const contactRows = z.array(contactRowSchema(key)).safeParse(read('contacts'))
    if (!accountRows.success || !contactRows.success)
      return { outcome: 'failed', failure: { kind: 'unreadable', what: 'accounts and contacts' } }
    accounts.push(...accountRows.data)
    contacts.push(...contactRows.data)
  }
  return { outcome: 'answered', accounts, contacts }
}

function isTooLong({ failure }: Extract<Looked, { outcome: 'failed' }>): boolean {
  return failure.kind === 'refused' && meaningOf(failure.complaint).is === 'too-long'
}
