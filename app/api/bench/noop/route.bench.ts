import { readBounded } from '@/app/api/_http/read-bounded'

/** The webhook route doing nothing: what the bench holds the real one against. Only in a bench build. */
export async function POST(request: Request): Promise<Response> {
  await readBounded(request, 1_000_000)
  return Response.json({ received: true })
}
