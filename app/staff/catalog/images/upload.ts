import { boundedBytes } from './bounded-bytes'

export type Upload =
  | { readonly outcome: 'read'; readonly bytes: Uint8Array }
  | { readonly outcome: 'too-large' }
  | { readonly outcome: 'malformed' }

/** What the parts' own headers may take beside the image. */
const FRAME = 20_000

/** The one file in a multipart body, in the field `image`. Its name and declared type are not looked at. */
export async function readUpload(request: Request, most: number): Promise<Upload> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^multipart\/form-data *;/i.test(type)) return { outcome: 'malformed' }
  const body = await boundedBytes(request, most + FRAME)
  if (body === undefined) return { outcome: 'too-large' }
  const form = await new Response(body, { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined)
  const [part, ...others] = form === undefined ? [] : [...form.entries()]
  if (part === undefined || others.length > 0) return { outcome: 'malformed' }
  const [field, file] = part
  if (field !== 'image' || typeof file === 'string') return { outcome: 'malformed' }
  if (file.size > most) return { outcome: 'too-large' }
  return { outcome: 'read', bytes: new Uint8Array(await file.arrayBuffer()) }
}
