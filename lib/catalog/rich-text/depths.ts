/** List markers on one line: as many lists in lists. */
const MARKERS = /^(?:[\t ]*(?:[-+*]|\d{1,9}[.)])(?=[\t ])){50,}/gm
/** Stars and underscores that may begin or end an emphasis. */
const MOST_EMPHASES = 2_000

/**
 * Far beyond what anybody writes, Markdown nests without end: thousands of lists in lists, emphases in emphases. There the
 * marks are escaped, so that reading takes no more stack or time than other texts of that length.
 */
export function withoutDepths(markdown: string): string {
  const shallow = markdown.replace(MARKERS, (markers) => markers.replace(/[-+*.)]/g, '\\$&'))
  let seen = 0
  return shallow.replace(/\\[^]|[*_]+/g, (found) => {
    if (found.startsWith('\\')) return found
    seen += 1
    return seen > MOST_EMPHASES ? found.replace(/[*_]/g, '\\$&') : found
  })
}
