import { notFound } from 'next/navigation'
import { SOCIAL_CARD_SIZE, socialCard } from '@/app/_ui/social-card'
import { readCourse } from '@/app/university/catalog-cache'

export const size = SOCIAL_CARD_SIZE
export const contentType = 'image/png'
export const alt = 'Redis University'

/** The picture shown when a course's address is shared. */
export default async function OpenGraphImage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const course = await readCourse((await params).slug)
  if (course === undefined) notFound()
  return socialCard(course)
}
