import { randomUUID } from 'node:crypto'

/** The id by which one request's log lines are found: the proxy's in front of us when it sent one, else a new one. */
export function requestId(headers: { get: (name: string) => string | null }): string {
  const given = headers.get('x-request-id')
  return given !== null && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}
