/** Why a fetch came to nothing: a time-out or the system's error code; never a message, which may hold the address. */
export function networkFailure(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return 'network error'
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`
  const { cause } = error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : 'network error'
}
