import { boundedText } from '@/lib/bounded-text'

/** The body's text exactly as sent; undefined when it is longer than `maxBytes`, by its own word or as it comes. */
export async function readBounded(request: Request, maxBytes: number): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return undefined
  return boundedText(request, maxBytes)
}
