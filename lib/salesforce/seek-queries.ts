import type { ContactKey } from './contact-key'
import type { Seek } from './port'
import { ACCOUNT_KEY } from './purchase-fields'
import { soqlText } from './soql-text'

export type SeekQuery = { readonly of: 'accounts' | 'contacts'; readonly soql: string }

/** Begins a reference to another part of a composite call. No e-mail address has it; whatever else does is not looked for. */
const REFERENCE = '@{'

/** Somebody in the words of a query: values as SOQL strings. */
type Person = { readonly smid: string; readonly wanted?: string }

/**
 * The queries that find all accounts and contacts of some people, none longer than `longest` characters (but for those
 * of a single person): SOQL ends at 100,000, and Salesforce makes it longer inside. Pure.
 */
export function seekQueries(seeks: readonly Seek[], key: ContactKey, longest: number): SeekQuery[] {
  const people: Person[] = seeks.map((seek) => ({ smid: soqlText(seek.smid) }))
  const buyers = seeks
    .flatMap((seek) => {
      const wanted = key.wanted(seek)
      if (wanted === undefined || wanted.includes(REFERENCE)) return []
      return [{ smid: soqlText(seek.smid), wanted: soqlText(wanted) }]
    })
    // People of one account stand together: its SMID is then said once.
    .sort((one, other) => (one.smid < other.smid ? -1 : Number(one.smid > other.smid)))
  return [
    ...groups(people, longest - accountsOf('').length).map(({ smids }) => ({
      of: 'accounts' as const,
      soql: accountsOf(listed(smids)),
    })),
    ...groups(buyers, longest - contactsOf(key, '', '').length).map(({ smids, wanted }) => ({
      of: 'contacts' as const,
      soql: contactsOf(key, listed(smids), listed(wanted)),
    })),
  ]
}

function accountsOf(smids: string): string {
  return `SELECT Id, ${ACCOUNT_KEY} FROM Account WHERE ${ACCOUNT_KEY} IN (${smids})`
}

function contactsOf({ field }: ContactKey, smids: string, wanted: string): string {
  const account = `Account.${ACCOUNT_KEY}`
  const fields = ['Id', account, ...(field === 'Id' ? [] : [field])].join(', ')
  return `SELECT ${fields} FROM Contact WHERE ${account} IN (${smids}) AND ${field} IN (${wanted})`
}

const listed = (values: ReadonlySet<string>): string => [...values].join(',')

type Group = { readonly smids: Set<string>; readonly wanted: Set<string>; length: number }

/** People in their order, in groups whose lists are no longer than `room` characters together. */
function groups(people: readonly Person[], room: number): Group[] {
  const made: Group[] = []
  for (const person of people) {
    let group = made.at(-1)
    if (group === undefined || group.length + growth(group, person) > room) {
      group = { smids: new Set(), wanted: new Set(), length: 0 }
      made.push(group)
    }
    group.length += growth(group, person)
    group.smids.add(person.smid)
    if (person.wanted !== undefined) group.wanted.add(person.wanted)
  }
  return made
}

/** How much longer the lists of a group would be, a comma with each value. */
function growth({ smids, wanted }: Group, person: Person): number {
  const smid = smids.has(person.smid) ? 0 : person.smid.length + 1
  const key = person.wanted === undefined || wanted.has(person.wanted) ? 0 : person.wanted.length + 1
  return smid + key
}
