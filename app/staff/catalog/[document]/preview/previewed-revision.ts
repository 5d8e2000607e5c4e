import type { HistoryEntry } from '@/lib/catalog/documents/document-history'

export type PreviewedRevision = Pick<HistoryEntry, 'revisionId' | 'number' | 'by' | 'at' | 'current'>

/**
 * The revision an address asks for or, where it names none of this document, the newest; with who made it and when.
 * Undefined: there is none yet.
 */
export function previewedRevision(
  entries: readonly HistoryEntry[],
  asked: string | readonly string[] | undefined,
): PreviewedRevision | undefined {
  const newest = entries.reduce<HistoryEntry | undefined>(
    (best, entry) => (best === undefined || entry.number > best.number ? entry : best),
    undefined,
  )
  const id = entries.some(({ revisionId }) => revisionId === asked) ? asked : newest?.revisionId
  const [latest, ...earlier] = entries.filter(({ revisionId }) => revisionId === id)
  if (latest === undefined) return undefined
  const first = earlier.at(-1) ?? latest
  const current = [latest, ...earlier].some((entry) => entry.current)
  return { revisionId: latest.revisionId, number: latest.number, by: first.by, at: first.at, current }
}
