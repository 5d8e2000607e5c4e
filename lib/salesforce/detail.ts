const LONGEST = 200
/** Messages are a sentence or two; what is longer quotes a query or a page. */
const LONGEST_READ = 2_000

/**
 * A text for people and records: one line of up to 200 characters, without anything that may be an e-mail address
 * (Salesforce's messages quote the values that they refuse). Purchase ids, SMIDs and API names stay.
 */
export function detail(text: string): string {
  const line = text
    .slice(0, LONGEST_READ)
    .split(/[\s\p{Cc}]+/u)
    .map((word) => (/@|%40/.test(word) ? '(e-mail)' : word))
    .join(' ')
    .trim()
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).toWellFormed()}…`
}
