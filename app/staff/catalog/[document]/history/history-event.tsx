import { ZonedMoment } from '@/app/staff/catalog/zoned-moment'
import { StateMark } from '@/app/staff/state-mark'
import type { Mark } from '@/app/staff/state-mark'
import type { HistoryEntry } from '@/lib/catalog/documents/document-history'

const MARKS: Readonly<Record<HistoryEntry['kind'], Mark>> = {
  published: { tone: 'quiet', word: 'Published' },
  scheduled: { tone: 'waiting', word: 'Scheduled' },
  cancelled: { tone: 'failed', word: 'Cancelled' },
  kept: { tone: 'quiet', word: 'Kept' },
}

const PUBLIC_NOW: Mark = { tone: 'done', word: 'Published, and public now' }

/** What happened, in a word, with the time it was meant for; what everybody sees now is marked. */
export function HistoryEvent({ entry }: { readonly entry: HistoryEntry }) {
  const { kind, current, dueAt, zone } = entry
  return (
    <>
      <StateMark {...(current ? PUBLIC_NOW : MARKS[kind])} />
      {kind === 'kept' && <span className="fine"> for a preview, or before it was saved over</span>}
      {dueAt !== undefined && zone !== undefined && (
        <>
          <br />
          <span className="fine">
            for <ZonedMoment at={dueAt} zone={zone} />
          </span>
        </>
      )}
    </>
  )
}
