/** Where Redis’s marketing works: offered first. */
export const USUAL_ZONES = ['Europe/London', 'Asia/Jerusalem', 'America/Los_Angeles'] as const

/** Every zone a time can be given in. */
export function allZones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone.includes('/'))]
}
