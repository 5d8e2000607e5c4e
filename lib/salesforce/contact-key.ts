import { contactIdSchema } from './record-ids'
import type { Seek } from './port'

/** By which field of a contact a buyer is known, and how their values compare. */
export type ContactKey = {
  /** API name. */
  readonly field: string
  /** What to look for, or undefined where the seek has nothing to look for. */
  readonly wanted: (seek: Seek) => string | undefined
  /** Equal for a wanted value and a contact's value exactly when they are the same. */
  readonly normal: (value: string) => string
}

/** Ids are 15 characters that differ by case; as 18 they end with a checksum of it. */
const ID_LENGTH = 15
const FIELD = /^[A-Za-z]\w{0,79}$/
const asItIs = (value: string): string => value

/**
 * The key of a setting: `email`, `Id`, or the API name of another text field. Throws where it is no name of a field, since
 * it becomes part of a query.
 */
export function contactKeyOf(setting: string): ContactKey {
  if (!FIELD.test(setting)) throw new RangeError('the contact key has to be the API name of a field')
  switch (setting.toLowerCase()) {
    case 'email':
      return { field: 'Email', wanted: ({ email }) => email, normal: (value) => value.toLowerCase() }
    case 'id':
      return {
        field: 'Id',
        // A value that is no id would spoil the query for everybody in it.
        wanted: ({ contactKey }) => contactIdSchema.safeParse(contactKey).data?.slice(0, ID_LENGTH),
        normal: (value) => value.slice(0, ID_LENGTH),
      }
    default:
      return { field: setting, wanted: ({ contactKey }) => contactKey, normal: asItIs }
  }
}
