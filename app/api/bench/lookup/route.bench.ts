import { guarded } from '@/app/api/v1/_http/guarded'
import { jsonWithEtag } from '@/app/api/v1/_http/json-with-etag'
import { services } from '@/lib/runtime/services'

/** One purchase by its primary key, behind the same door: what the bench holds the entitlements against. */
export function GET(request: Request): Promise<Response> {
  return guarded(request, 'entitlements', async () => {
    const { rows } = await services().db.pool.query<object>({
      name: 'bench-lookup',
      text: 'SELECT id, reference, state, paid_at FROM purchase WHERE id = $1',
      values: [new URL(request.url).searchParams.get('id')],
    })
    return jsonWithEtag(request, rows[0] ?? null, { 'cache-control': 'private, no-cache' })
  })
}
