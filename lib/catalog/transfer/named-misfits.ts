import { draftOf } from '../documents/draft-shape'
import type { Field } from '../documents/fields'
import { namedUnits } from '../documents/named-units'
import type { ImageReference } from '../image-reference'
import type { Misfit } from './text-of-fields'

/** What pages may name: public units (after this import), and images with their sizes. */
export type Nameable = {
  readonly units: ReadonlySet<string>
  readonly images: ReadonlyMap<string, Pick<ImageReference, 'width' | 'height'>>
}

/** Units that words name and that no link could lead to. */
export function unitMisfits(
  fields: readonly Field[],
  content: object,
  { path, own, units }: { readonly path: string; readonly own?: string; readonly units: Nameable['units'] },
): readonly Misfit[] {
  return namedUnits(fields, draftOf(fields, content)).flatMap((named) => {
    const at = `${path}.${named.path}`
    if (named.sku === own) return [{ path: at, message: 'is the unit itself' }]
    if (named.again) return [{ path: at, message: `${named.sku} is named twice` }]
    if (units.has(named.sku)) return []
    return [{ path: at, message: `There is no public unit ${named.sku}, here or in this file` }]
  })
}

/** An image that would not be shown as it is. */
export function imageMisfits(
  image: ImageReference | undefined,
  path: string,
  images: Nameable['images'],
): readonly Misfit[] {
  if (image === undefined) return []
  const known = images.get(image.id)
  if (known === undefined)
    return [{ path: `${path}.id`, message: 'The image is neither in this file nor uploaded here' }]
  if (known.width === image.width && known.height === image.height) return []
  return [{ path, message: `The image is ${known.width} by ${known.height} pixels` }]
}
