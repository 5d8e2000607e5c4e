/** A moment as clocks in `zone` show it, with the zone's name: "24 Nov 2026, 17:00, Europe/London". */
export function zonedWords(at: Date, zone: string): string {
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
  return `${shown}, ${zone.replaceAll('_', ' ')}`
}

/** The same, for pages. */
export function ZonedMoment({ at, zone }: { readonly at: Date; readonly zone: string }) {
  return <time dateTime={at.toISOString()}>{zonedWords(at, zone)}</time>
}
