import { imageAddress } from '@/lib/catalog/image-reference'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import { HashSlotPicture } from './hash-slot-picture'

/**
 * The picture of a unit: the image marketing gave it, else its own hash slot. Its space is known before it is there, so
 * that nothing moves.
 */
export function UnitPicture(props: {
  readonly course: Pick<PublishedCourse, 'sku' | 'kind' | 'content'>
  readonly size: 'large' | 'small'
  /** It is among the first things seen. */
  readonly first?: boolean
}) {
  const { course, size, first = false } = props
  const { image } = course.content
  if (image === undefined) return <HashSlotPicture sku={course.sku} kind={course.kind} />
  return (
    // Already in two sizes, re-encoded when it was uploaded: the framework's optimizer has nothing to add.
    <img
      className="unit-image"
      src={imageAddress(image.id, size)}
      alt={image.alt}
      width={image.width}
      height={image.height}
      loading={first ? 'eager' : 'lazy'}
      fetchPriority={first ? 'high' : 'auto'}
      decoding="async"
    />
  )
}
