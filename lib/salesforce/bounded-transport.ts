import { PassThrough } from 'node:stream'
import { Transport } from 'jsforce/lib/transport.js'
import { StreamPromise } from 'jsforce/lib/util/promise.js'
import { boundedText } from '@/lib/bounded-text'
import { networkFailure } from '@/lib/network-failure'
import { traced } from '@/lib/telemetry/spans'

/** Five pages of 2,000 rows are about 4 MB. */
const LARGEST_BYTES = 16_777_216

type Asked = Parameters<Transport['httpRequest']>[0]
type Answered = Awaited<ReturnType<Transport['httpRequest']>>

/** No answer, for a reason of the way to it: a time-out or the system's error code, never a text of somebody's. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/**
 * Carries jsforce's calls: once each (repeating is the queue's), within a time, up to 16 MB, following nothing. jsforce's
 * own way has no time-out for a body, repeats on its own account, follows redirects with the token, and a connection
 * that breaks within a body brings down the process (seen with 3.10.26).
 */
export class BoundedTransport extends Transport {
  readonly #timeoutMs: number

  constructor(timeoutMs: number) {
    super()
    this.#timeoutMs = timeoutMs
  }

  override httpRequest(asked: Asked): StreamPromise<Answered> {
    return StreamPromise.create(() => ({
      // Nobody streams; jsforce only ties it up.
      stream: new PassThrough(),
      promise: exchange(asked, this.#timeoutMs),
    }))
  }
}

/** One HTTP call, in our trace; addresses hold what was asked for, so the name says none. */
function exchange({ method, url, headers, body }: Asked, timeoutMs: number): Promise<Answered> {
  const start = { name: `${method} Salesforce`, part: 'request-made', httpMethod: method } as const
  return traced(start, async (say) => {
    try {
      const response = await fetch(url, {
        method,
        redirect: 'manual',
        cache: 'no-store',
        signal: AbortSignal.timeout(timeoutMs),
        ...(headers === undefined ? {} : { headers }),
        ...(typeof body === 'string' ? { body } : {}),
      })
      say({ httpStatus: response.status })
      return {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers),
        body: await readBody(response),
      }
    } catch (error) {
      throw error instanceof Unreachable ? error : new Unreachable(networkFailure(error, timeoutMs))
    }
  })
}

async function readBody(response: Response): Promise<string> {
  const text = await boundedText(response, LARGEST_BYTES)
  if (text === undefined) throw new Unreachable('an answer of more than 16 MB')
  return text
}
