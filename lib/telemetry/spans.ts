import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Context, Span } from '@opentelemetry/api'
import { attributesOf } from './facts'
import type { Facts } from './facts'
import { contextOf, writeTraceparent } from './traceparent'

/** The one scope that is exported: what a framework traces by itself is not ours to check for personal data. */
export const SCOPE = 'redis-university'

/** What part a piece of work has in a conversation between processes. */
export type Part = 'inside' | 'request-taken' | 'request-made' | 'job'

const KINDS: Readonly<Record<Part, SpanKind>> = {
  inside: SpanKind.INTERNAL,
  'request-taken': SpanKind.SERVER,
  'request-made': SpanKind.CLIENT,
  job: SpanKind.CONSUMER,
}

/** Adds to a span what only the work has found out. */
export type Say = (facts: Facts) => void

export type SpanStart = { readonly name: string; readonly part?: Part } & Facts

/**
 * Does a piece of work under a span of its own, inside the span that is open here, if any. Costs next to nothing where
 * no telemetry was started. Work that throws marks the span with the error's name; its message stays here, because it
 * may quote what was sent.
 */
export function traced<T>(start: SpanStart, work: (say: Say) => Promise<T>): Promise<T> {
  return under(context.active(), start, work)
}

/** The same, going on with a trace that another process began and a row has kept; a new one where none was. */
export function continued<T>(
  traceparent: string | null | undefined,
  start: SpanStart,
  work: (say: Say) => Promise<T>,
): Promise<T> {
  return under(contextOf(traceparent), start, work)
}

/** The open span as a traceparent, to be kept in a row and continued later. Undefined where nobody traces. */
export function carry(): string | undefined {
  const open = trace.getActiveSpan()
  return open === undefined ? undefined : writeTraceparent(open.spanContext())
}

function under<T>(
  parent: Context,
  { name, part = 'inside', ...facts }: SpanStart,
  work: (say: Say) => Promise<T>,
): Promise<T> {
  const options = { kind: KINDS[part], attributes: attributesOf(facts) }
  return trace.getTracer(SCOPE).startActiveSpan(name, options, parent, async (span) => {
    try {
      return await work((found) => span.setAttributes(attributesOf(found)))
    } catch (error) {
      markFailed(span, error)
      throw error
    } finally {
      span.end()
    }
  })
}

function markFailed(span: Span, error: unknown): void {
  span.setAttribute('error.type', error instanceof Error ? error.name : 'unknown')
  span.setStatus({ code: SpanStatusCode.ERROR })
}
