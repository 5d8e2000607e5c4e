import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { parseJson } from '../parse-json'
import { type Person, personSchema, REALMS, type Realm } from './people'

/**
 * `POST /_emulator/people/{cloud|staff}` with a JSON person adds one (201), or takes the place of the one with the
 * same subject. 400 with the issues when it is no person; undefined for any other address.
 */
export function answerPeopleDoor(
  { method, path, body }: Pick<EmulatorRequest, 'method' | 'path' | 'body'>,
  add: (realm: Realm, person: Person) => void,
): EmulatorResponse | undefined {
  const realm = REALMS.find((name) => path === `/_emulator/people/${name}`)
  if (method !== 'POST' || !realm) return undefined
  const parsed = personSchema.safeParse(parseJson(body))
  if (!parsed.success) return json(400, { error: 'Not a person', issues: parsed.error.issues })
  add(realm, parsed.data)
  return json(201, parsed.data)
}

function json(status: number, value: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
