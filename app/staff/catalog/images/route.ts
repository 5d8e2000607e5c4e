import { currentStaff } from '@/app/_session/staff'
import { problem } from '@/app/api/_http/problem'
import { LARGEST_UPLOAD } from '@/lib/catalog/images/add-image'
import type { AddImageResult } from '@/lib/catalog/images/add-image'
import { permits } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'
import { isSameOrigin } from './same-origin'
import { readUpload } from './upload'

/**
 * `POST`, multipart, one file in the field `image`: keeps it and answers 201 with its id and size, for a page to refer to.
 * Whoever may not is answered before the body is read.
 */
export async function POST(request: Request): Promise<Response> {
  const { catalog, site } = services()
  if (!isSameOrigin(request.headers, site.appUrl))
    return problem(403, 'Sent from elsewhere', 'Upload images from the editor itself.')
  const actor = await currentStaff()
  if (actor === undefined)
    return problem(401, 'Signed out', 'Sign in again in another tab, then upload the image again.')
  if (!permits(actor, 'catalog.edit')) return forbidden()
  const upload = await readUpload(request, LARGEST_UPLOAD)
  if (upload.outcome === 'malformed')
    return problem(400, 'No image', 'Send one file, as form data, in the field “image”.')
  if (upload.outcome === 'too-large') return refused('too-large')
  const result = await catalog.images.add(actor, upload.bytes)
  switch (result.outcome) {
    case 'added':
      return Response.json(result.image, { status: 201, headers: { 'cache-control': 'no-store' } })
    case 'refused':
      return refused(result.why)
    case 'limited':
      return limited(result.retryAfterSeconds)
    case 'forbidden':
      return forbidden()
  }
}

type Refusal = Extract<AddImageResult, { outcome: 'refused' }>['why']

/** Status, title and what to do, as the editor shows it. */
const REFUSALS: Readonly<Record<Refusal, readonly [status: number, title: string, detail: string]>> = {
  'too-large': [
    413,
    'The file is too large',
    'An image may weigh 8 MB at most. Save it smaller and try again.',
  ],
  empty: [422, 'The file is empty', 'There is nothing in this file. Choose another one.'],
  'wrong-type': [
    415,
    'This is not an image we take',
    'Choose a JPEG, PNG or WebP file. What counts is what is in the file, not its name.',
  ],
  broken: [
    422,
    'The image cannot be read',
    'The file is damaged or cut off. Save it again and try once more.',
  ],
  'too-many-pixels': [
    422,
    'The image has too many pixels',
    'Save it with at most 50 megapixels and try again.',
  ],
  animated: [422, 'The image moves', 'Choose one that stands still.'],
}

function refused(why: Refusal): Response {
  return problem(...REFUSALS[why])
}

function forbidden(): Response {
  return problem(403, 'Your role does not allow that', 'Images are for marketing.')
}

function limited(seconds: number): Response {
  return problem(429, 'Many images in a short time', `Wait ${Math.ceil(seconds / 60)} minutes, then go on.`, {
    'retry-after': String(seconds),
  })
}
