import type { Draft } from '@/lib/catalog/documents/fields'
import type { Hint } from './hint'

/**
 * What search engines show: titles of up to about 60 characters, ours included ("… – Redis University"), descriptions of
 * up to about 160 (Google Search Central names no number and cuts by width; these are what fits on a desktop).
 */
const SITE_SUFFIX = ' – Redis University'
const TITLE_FITS = 60
const SHORT_TITLE = 12
const SHORT_DESCRIPTION = 70

/** A unit's result in a search engine. */
export function courseSearchHints(draft: Draft): Hint[] {
  const title = textOf(draft['title'])
  const description = textOf(draft['description'])
  const tagline = textOf(draft['tagline'])
  const hints: Hint[] = []
  const say = (path: string, message: string) => hints.push({ level: 'should', path, message })
  if (title.length > TITLE_FITS - SITE_SUFFIX.length)
    say(
      'title',
      `Title: search results cut it, with “${SITE_SUFFIX.trim()}” behind it, after ${TITLE_FITS} characters`,
    )
  if (title !== '' && title.length < SHORT_TITLE)
    say('title', 'Title: a few more words would say in search results what it is about')
  if (description !== '' && description.length < SHORT_DESCRIPTION)
    say(
      'description',
      `Description: it has ${description.length} characters; search results have room for about 160`,
    )
  if (description !== '' && description === tagline)
    say('description', 'Description: it repeats the line under the title; search results can say more')
  if (description !== '' && !/[.?…]$/.test(description))
    say('description', 'Description: end it with a full stop, it stands alone in search results')
  if (tagline !== '' && tagline.length < 20)
    say('tagline', 'Outcome in one line: say what the learner can do afterwards')
  return hints
}

/** The title as the browser's tab and search engines have it. */
export function searchTitle(title: string): string {
  return `${title}${SITE_SUFFIX}`
}

export function textOf(value: Draft[string] | undefined): string {
  return typeof value === 'string' ? value.trim() : ''
}
