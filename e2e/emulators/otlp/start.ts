import { startEmulatorServer } from '../emulator-server'
import type { EmulatorServer } from '../emulator-server'
import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { Faults } from '../faults'
import { parseJson } from '../parse-json'
import { metricsSchema, pointsIn, spansIn, tracesSchema } from './signals'
import type { SeenPoint, SeenSpan } from './signals'

export type OtlpCollector = EmulatorServer & {
  readonly faults: Faults
  /** Every body that arrived, as it was sent. */
  bodies(): readonly string[]
  spans(): readonly SeenSpan[]
  /** The last message of metrics to arrive. */
  points(): readonly SeenPoint[]
}

const JSON_TYPE = { 'content-type': 'application/json' }

/**
 * An OpenTelemetry collector: takes OTLP over HTTP as JSON (https://opentelemetry.io/docs/specs/otlp/) and keeps what it
 * got. A body that is not OTLP is refused with 400, as a collector does.
 */
export async function startOtlpCollector({ port }: { readonly port: number }): Promise<OtlpCollector> {
  const faults = new Faults()
  let bodies: string[] = []
  let spans: SeenSpan[] = []
  let points: SeenPoint[] = []
  const take = ({ path, body }: EmulatorRequest): boolean => {
    const message = parseJson(body)
    if (path === '/v1/traces') {
      const traces = tracesSchema.safeParse(message)
      if (traces.success) spans.push(...spansIn(traces.data))
      return traces.success
    }
    const metrics = metricsSchema.safeParse(message)
    if (metrics.success) points = pointsIn(metrics.data)
    return metrics.success
  }
  const handle = (request: EmulatorRequest): Promise<EmulatorResponse> => {
    const known = request.path === '/v1/traces' || request.path === '/v1/metrics'
    if (request.method !== 'POST' || !known) return Promise.resolve({ status: 404 })
    bodies.push(request.body)
    if (request.headers['content-type'] !== 'application/json') return Promise.resolve({ status: 415 })
    if (!take(request)) return Promise.resolve({ status: 400 })
    return Promise.resolve({ status: 200, headers: JSON_TYPE, body: '{}' })
  }
  const reset = (): void => {
    bodies = []
    spans = []
    points = []
  }
  const server = await startEmulatorServer({
    name: 'OTLP',
    port,
    faults,
    handle,
    reset,
    state: () => ({ spans, points }),
  })
  return { ...server, faults, bodies: () => bodies, spans: () => spans, points: () => points }
}
