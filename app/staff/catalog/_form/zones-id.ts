/** The one list of time zones on a page, which fields for a zone offer. */
export const ZONES_ID = 'known-zones'
