import { currentStaff } from '@/app/_session/staff'
import { services } from '@/lib/runtime/services'

/** `GET`: everything that is public, as one file, for an employee who may read it. */
export async function GET(): Promise<Response> {
  const actor = await currentStaff()
  if (actor === undefined) return text(401, 'Sign in as staff first, then download again.\n')
  const result = await services().catalog.transfer.export(actor)
  if (result.outcome === 'forbidden') return text(403, 'The catalog is edited by marketing.\n')
  return new Response(result.text, {
    headers: {
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': 'attachment; filename="catalog.yaml"',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}

function text(status: number, words: string): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(words, { status, headers })
}
