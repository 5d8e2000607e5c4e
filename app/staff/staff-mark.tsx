import { siRedis } from 'simple-icons'

/** The mark and the word by which one sees that this is not the public site. */
export function StaffMark() {
  return (
    <a className="desk-mark" href="/staff">
      <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true">
        <path d={siRedis.path} />
      </svg>
      Staff
    </a>
  )
}
