import { z } from 'zod'
import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { parseJson } from '../parse-json'
import { json } from './api-answer'
import type { CallCount } from './call-count'
import { answerRecordDoor } from './record-door'
import type { OrgRecords } from './records'
import type { Sessions } from './sessions'

export type ControlContext = {
  readonly records: OrgRecords
  readonly sessions: Sessions
  readonly calls: CallCount
}

const limitsSchema = z.strictObject({
  used: z.number().int().nonnegative().optional(),
  allowed: z.number().int().nonnegative().optional(),
})

/**
 * Doors of this emulator's own: `POST /_emulator/sessions/expire`, `PUT /_emulator/limits` with `{used, allowed}`,
 * `GET /_emulator/counts` (what the state says of numbers, without the records), and those of record-door.ts.
 */
export function answerControl(
  context: ControlContext,
  request: Pick<EmulatorRequest, 'method' | 'path' | 'body'>,
): EmulatorResponse | undefined {
  const { records, sessions, calls } = context
  switch (`${request.method} ${request.path}`) {
    case 'POST /_emulator/sessions/expire':
      return json(200, { expired: sessions.expireAll() })
    case 'PUT /_emulator/limits': {
      const parsed = limitsSchema.safeParse(parseJson(request.body))
      if (!parsed.success) return json(400, { error: 'Not {used, allowed}', issues: parsed.error.issues })
      const { used, allowed } = parsed.data
      calls.set({ ...(used === undefined ? {} : { used }), ...(allowed === undefined ? {} : { allowed }) })
      return json(200, calls.budget())
    }
    case 'GET /_emulator/counts':
      return json(200, counts(context))
    default:
      return answerRecordDoor(records, request)
  }
}

/** How many of everything. */
export function counts({ records, sessions, calls }: ControlContext) {
  const held = [...records.schema.values()].map(({ name }) => [name, records.all(name).length] as const)
  return {
    records: Object.fromEntries(held),
    tokens: sessions.counts(),
    limits: calls.budget(),
    calls: calls.counts(),
  }
}
