/** A number as it is written here: it may begin with a minus and is no formula. */
const NUMBER = /^-?\d+(\.\d+)?$/
/** What a spreadsheet would take for a formula or a command (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/

/**
 * One record by RFC 4180, with its line end. A cell that a spreadsheet would run as a formula gets an apostrophe before
 * it: what buyers typed ends up here. Undefined is an empty cell. Pure.
 */
export function csvLine(cells: readonly (string | undefined)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`
}

function csvCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
