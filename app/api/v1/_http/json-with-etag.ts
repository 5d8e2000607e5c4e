import { createHash } from 'node:crypto'

/** A JSON answer with a strong ETag over its bytes; 304 without a body for who has these very bytes already. */
export function jsonWithEtag(
  request: Request,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): Response {
  const text = JSON.stringify(body)
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  if (knows(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { etag, ...headers } })
  }
  return new Response(text, { headers: { 'content-type': 'application/json', etag, ...headers } })
}

/** If-None-Match compares weakly (RFC 9110, 13.1.2): a proxy that compressed the answer may have weakened our tag. */
function knows(ifNoneMatch: string | null, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes('*') || tags.includes(etag)
}
