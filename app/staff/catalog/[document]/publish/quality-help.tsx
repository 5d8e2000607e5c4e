import type { Subject } from '@/lib/catalog/documents/subject'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'

type Props = { readonly actor: StaffActor; readonly subject: Subject; readonly home: string }

/** Advice before publishing, and how the page looks elsewhere. Asks other sites about links, so that it may take a while. */
export async function QualityHelp({ actor, subject, home }: Props) {
  const checked = await services().catalog.quality.check(actor, subject)
  if (checked.outcome !== 'checked') return null
  const { hints, search, card } = checked
  return (
    <>
      {hints.length === 0 ? (
        <p>Nothing stands out.</p>
      ) : (
        <ul className="edit-draft-hints">
          {hints.map((hint) => (
            <li key={`${hint.path ?? ''} ${hint.message}`} data-level={hint.level}>
              <strong>{hint.level === 'must' ? 'Mend this first:' : 'Better:'}</strong> {hint.message}{' '}
              {hint.path !== undefined && <a href={`${home}#${hint.path}`}>Go to it</a>}
            </li>
          ))}
        </ul>
      )}
      {search !== undefined && (
        <>
          <h3>In search results</h3>
          <div className="edit-draft-search">
            <p className="fine">{search.address}</p>
            <p className="edit-draft-search-title">{search.title}</p>
            <p>{search.description}</p>
          </div>
        </>
      )}
      {card !== undefined && (
        <>
          <h3>When its link is shared</h3>
          {/* Made for this draft at each request: nothing to keep in other sizes. */}
          <picture>
            <img
              className="edit-draft-card"
              src={card}
              alt="The picture shown with a shared link"
              width={600}
              height={315}
            />
          </picture>
        </>
      )}
    </>
  )
}

/** While other sites are being asked. */
export function QualityWaiting() {
  return (
    <p className="fine" role="status">
      Looking at words, pictures and links …
    </p>
  )
}
