import { ZONES_ID } from '@/app/staff/catalog/_form/zones-id'
import { allZones } from './zones'

/** What fields for a time zone offer while one types. */
export function ZonesList() {
  return (
    <datalist id={ZONES_ID}>
      {allZones().map((zone) => (
        <option key={zone} value={zone} />
      ))}
    </datalist>
  )
}
