import { z } from 'zod'

/** What OTLP's JSON says of spans and metrics, as far as tests ask (opentelemetry-proto 1.x, ids in hex). */
const attributesSchema = z
  .array(
    z.object({
      key: z.string(),
      value: z.object({
        stringValue: z.string().optional(),
        intValue: z.union([z.number(), z.string()]).optional(),
        doubleValue: z.number().optional(),
      }),
    }),
  )
  .default([])
  .transform((list) =>
    Object.fromEntries(
      list.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue ?? value.doubleValue)]),
    ),
  )
const resourceSchema = z.object({ attributes: attributesSchema })

const spanSchema = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes: attributesSchema,
  status: z.object({ code: z.number().optional() }).default({}),
})
export const tracesSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: resourceSchema,
      scopeSpans: z.array(z.object({ scope: z.object({ name: z.string() }), spans: z.array(spanSchema) })),
    }),
  ),
})
export type SeenSpan = z.infer<typeof spanSchema> & {
  readonly scope: string
  readonly resource: Readonly<Record<string, string | number>>
}

const pointSchema = z.object({
  attributes: attributesSchema,
  asInt: z.union([z.number(), z.string()]).optional(),
  asDouble: z.number().optional(),
  count: z.union([z.number(), z.string()]).optional(),
  sum: z.number().optional(),
})
const pointsSchema = z.object({ dataPoints: z.array(pointSchema) })
const metricSchema = z.object({
  name: z.string(),
  gauge: pointsSchema.optional(),
  sum: pointsSchema.optional(),
  histogram: pointsSchema.optional(),
})
export const metricsSchema = z.object({
  resourceMetrics: z.array(
    z.object({
      resource: resourceSchema,
      scopeMetrics: z.array(z.object({ metrics: z.array(metricSchema) })),
    }),
  ),
})
/** One point: its value, or the count and sum of a histogram. */
export type SeenPoint = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly value: number
  readonly sum: number | undefined
}

export function spansIn(message: z.infer<typeof tracesSchema>): SeenSpan[] {
  return message.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => ({ ...span, scope: scope.name, resource: resource.attributes })),
    ),
  )
}

export function pointsIn(message: z.infer<typeof metricsSchema>): SeenPoint[] {
  return message.resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ name, gauge, sum, histogram }) =>
        (gauge ?? sum ?? histogram ?? { dataPoints: [] }).dataPoints.map((point) => ({
          name,
          attributes: point.attributes,
          value: Number(point.asInt ?? point.asDouble ?? point.count),
          sum: point.sum,
        })),
      ),
    ),
  )
}
