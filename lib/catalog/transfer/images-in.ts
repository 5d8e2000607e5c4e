import type { CourseContent } from '../course-content'
import type { ImageId } from '../image-reference'

/** The images that a unit's page shows. */
export function imagesIn({ image }: CourseContent): readonly ImageId[] {
  return image === undefined ? [] : [image.id]
}
