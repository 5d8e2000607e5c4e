import { currentStaff } from '@/app/_session/staff'
import { services } from '@/lib/runtime/services'
import { periodSchema } from '@/lib/tax/export-findings'

const SIGN_IN = 'Sign in as staff first, then download again.\n'
const FORBIDDEN = 'Tax findings are for finance.\n'
const MALFORMED = 'Give days as 2026-11-01, or leave them out.\n'

/** `GET ?from=2026-11-01&to=2026-11-30`: tax findings of a period as CSV, for an employee who may read them. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentStaff()
  if (actor === undefined) return text(401, SIGN_IN)
  const asked = new URL(request.url).searchParams
  const period = periodSchema.safeParse({
    from: asked.get('from') || undefined,
    to: asked.get('to') || undefined,
  })
  if (!period.success) return text(400, MALFORMED)
  const result = services().tax.export(actor, period.data)
  if (result.outcome === 'forbidden') return text(403, FORBIDDEN)
  const { from = 'start', to = 'today' } = period.data
  return new Response(streamed(result.lines), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="tax-findings-${from}-${to}.csv"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

/** Line by line as it is read: years of findings need no more memory than a page. */
function streamed(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = lines[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next()
      if (next.done === true) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}

function text(status: number, words: string): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(words, { status, headers })
}
