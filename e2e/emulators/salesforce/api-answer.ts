import type { EmulatorResponse } from '../exchange'
import type { Refusal } from './refusals'

export function json(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): EmulatorResponse {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify(value),
  }
}

/** How every error of the REST API looks: a list with one error, with `fields` where it is about a record's fields. */
export function apiError(
  status: number,
  errorCode: string,
  message: string,
  fields?: readonly string[],
): EmulatorResponse {
  return json(status, [{ message, errorCode, ...(fields && { fields }) }])
}

/** A record written alone that is refused. */
export function refusedRow({ code, message, fields }: Refusal): EmulatorResponse {
  return apiError(code === 'ENTITY_IS_DELETED' ? 404 : 400, code, message, fields)
}

export const notFound = (message = 'The requested resource does not exist'): EmulatorResponse =>
  apiError(404, 'NOT_FOUND', message)

export const methodNotAllowed = (method: string, allowed: string): EmulatorResponse =>
  apiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed}`)

/** A body that is no JSON object. Salesforce says where it stopped reading; this does not. */
export const unreadable = (): EmulatorResponse =>
  apiError(
    400,
    'JSON_PARSER_ERROR',
    'Unexpected character: was expecting a JSON object at [line:1, column:1]',
  )
