import { context, createNoopMeter, metrics, ProxyTracerProvider, trace } from '@opentelemetry/api'
import type { TracerProvider as Tracers } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { setGlobalErrorHandler } from '@opentelemetry/core'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import type { Logger } from '@/lib/log'
import { SCOPE } from '@/lib/telemetry/spans'
import type { Config } from './config'

export type Telemetry = {
  /** Sends what is kept so far. Never rejects. */
  readonly flush: () => Promise<void>
  /** Sends the rest and ends: five seconds at most, whatever the collector does. Never rejects. */
  readonly stop: () => Promise<void>
}

const NONE: Telemetry = { flush: () => Promise.resolve(), stop: () => Promise.resolve() }
/** A collector that hangs holds up nobody but the exporter, and that not for long. */
const EXPORT_TIMEOUT_MS = 5_000
/** Short, so that a process that is killed takes little with it. */
const SPAN_DELAY_MS = 1_000
/** While the collector is away, this often is often enough to say so. */
const SAY_AGAIN_MS = 3_600_000

type Settings = Pick<Config, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_SERVICE_NAME'>

/**
 * Starts sending traces and metrics by OTLP over HTTP, where a collector is configured. The exporters take
 * OTEL_EXPORTER_OTLP_HEADERS from the environment by themselves. What cannot be sent is dropped and said in the log:
 * no request and no job waits for it or fails of it.
 */
export function startTelemetry(
  process: 'web' | 'worker' | 'reconcile',
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SERVICE_NAME: name }: Settings,
  log: Logger,
): Telemetry {
  if (endpoint === undefined) return NONE
  const say = createComplaint(log)
  setGlobalErrorHandler(say)
  const address = (signal: string) => ({
    url: `${endpoint.replace(/\/+$/, '')}/v1/${signal}`,
    timeoutMillis: EXPORT_TIMEOUT_MS,
  })
  const resource = resourceFromAttributes({
    'service.name': name,
    'service.instance.id': crypto.randomUUID(),
    'university.process': process,
  })
  const tracers = new TracerProvider({
    resource,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(address('traces')),
        scheduledDelayMillis: SPAN_DELAY_MS,
        exportTimeoutMillis: EXPORT_TIMEOUT_MS,
      }),
    ],
  })
  const exporter = new OTLPMetricExporter(address('metrics'))
  const meters = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter, exportTimeoutMillis: EXPORT_TIMEOUT_MS })],
  })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(onlyOurs(tracers))
  metrics.setGlobalMeterProvider({
    getMeter: (scope, version, options) =>
      scope === SCOPE ? meters.getMeter(scope, version, options) : createNoopMeter(),
  })
  const both = (act: (provider: TracerProvider | MeterProvider) => Promise<void>) =>
    Promise.all([tracers, meters].map((provider) => act(provider).catch(say))).then(() => undefined)
  return {
    flush: () => both((provider) => provider.forceFlush()),
    stop: async () => {
      await Promise.race([both((provider) => provider.shutdown()), elapsed(EXPORT_TIMEOUT_MS)])
      for (const api of [trace, metrics, context]) api.disable()
    },
  }
}

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}

/**
 * The framework traces each request with its address, and an address may hold a signed link: only our own scope is
 * exported, whose spans say nothing but what lib/telemetry/facts.ts lists.
 */
function onlyOurs(tracers: Tracers): Tracers {
  const nobody = new ProxyTracerProvider()
  return {
    getTracer: (scope, version, options) =>
      (scope === SCOPE ? tracers : nobody).getTracer(scope, version, options),
  }
}

/** Says that telemetry does not arrive: at once, and then once an hour at most. */
function createComplaint(log: Logger): (error: unknown) => void {
  let last = -Infinity
  return (error) => {
    const now = performance.now()
    if (now - last < SAY_AGAIN_MS) return
    last = now
    log.warn({ err: error }, 'telemetry does not arrive at its collector and is dropped; nothing else waits')
  }
}
