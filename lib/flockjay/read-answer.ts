import { boundedText } from '@/lib/bounded-text'
import type { FlockjayAnswer } from './answer'
import { retryAfterMs } from './retry-after'

const LARGEST_BYTES = 65_536
/** A page of 100 enrolments at their longest is about 100 KB. */
export const LARGEST_PAGE_BYTES = 262_144

/** Reads an HTTP response of Flockjay, up to 64 KB; more than that is not one of its answers, but for a list's page. */
export async function readAnswer(
  response: Response,
  now: Date,
  largestBytes = LARGEST_BYTES,
): Promise<FlockjayAnswer> {
  const text = await boundedText(response, largestBytes)
  const answered = {
    kind: 'answered' as const,
    status: response.status,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after'), now),
  }
  if (text === undefined) return { ...answered, content: 'other' }
  if (text.trim() === '') return { ...answered, content: 'empty' }
  const json = parseJson(text)
  return json === undefined ? { ...answered, content: 'other' } : { ...answered, content: 'json', json }
}

/** An object or array, or undefined: a bare word or number is no answer by the contract. */
function parseJson(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
