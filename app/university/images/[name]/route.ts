import { services } from '@/lib/runtime/services'

/** An image of a page. Its name carries its content's hash, so it never changes and is kept by whoever fetched it. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ name: string }> },
): Promise<Response> {
  const image = await services().catalog.images.read((await params).name)
  if (image === undefined) {
    const headers = { ...GUARDED, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
    return new Response('There is no such image.\n', { status: 404, headers })
  }
  const headers = {
    ...GUARDED,
    'content-type': 'image/webp',
    'content-length': String(image.byteLength),
    'cache-control': 'public, max-age=31536000, immutable',
  }
  return new Response(image, { headers })
}

/** Whatever a browser takes it for, nothing in it runs. */
const GUARDED = { 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'" }
