import { z } from 'zod'

/** One thing that Salesforce has against a call or a record: its error code, its words, and the fields it names. */
export type Complaint = {
  readonly code: string
  readonly message: string
  readonly fields: readonly string[]
}

/** What one call failed by, before anything is concluded from it. */
export type Failure =
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'unreadable'; readonly what: string }
  | { readonly kind: 'refused'; readonly complaint: Complaint }

const complaintSchema = z
  .object({
    errorCode: z.string().optional(),
    // Collections call it so, other resources `errorCode`.
    statusCode: z.string().optional(),
    message: z.string().optional(),
    fields: z.array(z.string()).nullish(),
  })
  .transform(({ errorCode, statusCode, message, fields }) => ({
    code: errorCode ?? statusCode ?? 'UNKNOWN',
    message: message ?? '',
    fields: fields ?? [],
  }))

/** As Salesforce lists them: in the body of a refusal, and in each record of a collection. */
export const complaintsSchema = z.array(complaintSchema).min(1)

/** An error of jsforce: its code is Salesforce's own, or `ERROR_HTTP_503` where the answer was none of Salesforce's. */
const apiErrorSchema = z.object({ errorCode: z.string(), message: z.string(), data: z.unknown() })
const UNREADABLE_CODE = /^ERROR_HTTP_\d{3}$/

/** What an error of jsforce's call complains of, or undefined when it is no answer of Salesforce at all. */
export function complaintOf(error: unknown): Complaint | undefined {
  const parsed = apiErrorSchema.safeParse(error)
  if (!parsed.success) return undefined
  const { errorCode: code, message, data } = parsed.data
  // The body of such an answer may be anybody's page, in whatever words.
  if (UNREADABLE_CODE.test(code)) return { code, message: '', fields: [] }
  if (Array.isArray(data)) return complaintsSchema.safeParse(data).data?.[0] ?? { code, message, fields: [] }
  const single = complaintSchema.safeParse(data)
  return single.success ? { ...single.data, code } : { code, message, fields: [] }
}
