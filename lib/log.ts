import { pino } from 'pino'

export type Logger = pino.Logger

/**
 * Structured logs, one JSON object a line. Callers name ids (request, attempt, purchase), never people or secrets;
 * these paths are a second net under that rule.
 */
const REDACT = [
  'email',
  'smid',
  'token',
  'secret',
  'authorization',
  'cookie',
  'url',
  '*.email',
  '*.smid',
  '*.token',
  '*.secret',
  '*.authorization',
  '*.cookie',
  'err.raw',
  'err.headers',
  'err.config',
  'err.request',
  'err.param',
]

/** Makes the logger of one process (`web`, `worker`, …). */
export function createLogger(process: string, level = 'info'): Logger {
  return pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACT, censor: '[redacted]' },
    serializers: { err: safeError },
  })
}

/** What a log line may say of an error: never an SDK's attached request, headers or body. */
function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return {
    type: error.name,
    message: error.message.slice(0, 500),
    ...code,
    stack: error.stack?.slice(0, 2_000),
    ...(error.cause === undefined ? {} : { cause: safeError(error.cause) }),
  }
}
