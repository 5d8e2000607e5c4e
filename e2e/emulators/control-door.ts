import type { EmulatorOptions, EmulatorResponse } from './exchange'
import { faultListSchema } from './faults'
import { parseJson } from './parse-json'

/** Answers `/_emulator/…`, by which tests and the demo look into an emulator and set its faults. */
export async function answerControlDoor(
  { state, reset, faults, control }: EmulatorOptions,
  method: string,
  path: string,
  body: string,
): Promise<EmulatorResponse> {
  switch (`${method} ${path}`) {
    case 'GET /_emulator/state':
      return json(200, state())
    case 'DELETE /_emulator/state':
      faults.replace([])
      await reset()
      return { status: 204 }
    case 'GET /_emulator/faults':
      return json(200, faults.list())
    case 'POST /_emulator/faults': {
      const parsed = faultListSchema.safeParse(parseJson(body))
      if (!parsed.success) return json(400, { error: 'Not a list of faults', issues: parsed.error.issues })
      faults.replace(parsed.data)
      return json(200, faults.list())
    }
    default: {
      const own = await control?.({ method, path, body })
      if (own) return own
      return json(404, { error: `No ${method} ${path} at the control door` })
    }
  }
}

function json(status: number, value: unknown): EmulatorResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value, decimalText) }
}

/** JSON has no bigint: amounts in minor units appear as decimal text. */
function decimalText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
