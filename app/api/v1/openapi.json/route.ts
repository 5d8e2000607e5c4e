import { jsonWithEtag } from '@/app/api/v1/_http/json-with-etag'
import contract from '@/app/api/v1/contract.json'

export { DELETE, OPTIONS, PATCH, POST, PUT } from '@/app/api/v1/_http/read-only'

/** What the machine interfaces answer, for people and generators. Public: it names no one. */
export function GET(request: Request): Response {
  return jsonWithEtag(request, contract, { 'cache-control': 'public, max-age=300' })
}
