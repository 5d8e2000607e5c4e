import type { IncomingMessage } from 'node:http'

const LARGEST_BYTES = 1_048_576

/** The body as UTF-8 text, or undefined when it is larger than 1 MiB. The rest is read and thrown away. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size <= LARGEST_BYTES) chunks.push(bytes)
  }
  return size <= LARGEST_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined
}
