import { isObject } from '@/lib/catalog/documents/draft-shape'
import type { Draft } from '@/lib/catalog/documents/fields'
import type { Hint } from './hint'
import { textOf } from './lengths'

/** The width of the picture beside a course's title on a dense screen. */
const WIDE_ENOUGH = 736

/** What is wrong with a unit's picture; one without a picture keeps its hash slot, which needs nothing. */
export function imageHints(draft: Draft): Hint[] {
  const image = draft['image']
  if (!isObject(image) || textOf(image['id']) === '') return []
  const alt = textOf(image['alt'])
  const width = Number(textOf(image['width']))
  const hints: Hint[] = []
  if (alt === '')
    hints.push({
      level: 'must',
      path: 'image.alt',
      message: 'Image: describe it for people who cannot see it',
    })
  else if (/^(image|picture|photo|screenshot|graphic|logo)( of)?\b/i.test(alt))
    hints.push({
      level: 'should',
      path: 'image.alt',
      message: 'Image: the description begins with what everybody hears anyway; say what it shows',
    })
  else if (/\.(png|jpe?g|webp|gif|avif)$/i.test(alt))
    hints.push({ level: 'must', path: 'image.alt', message: 'Image: the description is a file’s name' })
  if (width > 0 && width < WIDE_ENOUGH)
    hints.push({
      level: 'should',
      path: 'image',
      message: `Image: it is ${width} pixels wide and looks soft; use one of ${WIDE_ENOUGH} or more`,
    })
  return hints
}
