import { courseJsonLd } from '@/lib/catalog/course-json-ld'
import { currentDraft } from '@/lib/catalog/documents/current-draft'
import type { Draft } from '@/lib/catalog/documents/fields'
import { readStanding } from '@/lib/catalog/documents/standing'
import { subjectKey } from '@/lib/catalog/documents/subject'
import type { PageName, Subject } from '@/lib/catalog/documents/subject'
import { readDraftCourse } from '@/lib/catalog/preview/draft-course'
import { shownPage } from '@/lib/catalog/preview/shown-page'
import type { PublishedCourse } from '@/lib/catalog/published-course'
import type { Database } from '@/lib/db/database'
import { permits } from '@/lib/identity/permit'
import type { Authority } from '@/lib/identity/permit'
import type { Hint } from './hint'
import { imageHints } from './image-hints'
import { courseSearchHints, searchTitle } from './lengths'
import type { LinkAsker } from './link-asker'
import { linkHints } from './link-hints'
import { proseHints } from './prose'
import { readSite } from './read-site'
import { structuredDataProblems } from './structured-data'
import { toneHints } from './tone'
import { written } from './written'

type QualityServices = {
  readonly db: Pick<Database, 'prisma'>
  readonly askLinks: LinkAsker
  /** Where this site is. */
  readonly appUrl: string
}

/** What a search engine may show of the page. */
export type SearchResult = {
  readonly title: string
  readonly description: string
  readonly address: string
}

export type QualityCheck =
  | {
      readonly outcome: 'checked'
      readonly hints: readonly Hint[]
      /** Undefined: a text that has no page of its own. */
      readonly search: SearchResult | undefined
      /** Where the picture is that is shown when the page's address is shared; undefined: it has none. */
      readonly card: string | undefined
    }
  | { readonly outcome: 'forbidden' | 'missing' }

/**
 * Advice on what somebody is about to publish: the draft or, without one, what it would begin from. Asks other sites
 * about links, twelve seconds at most. Says nothing about what keeps a draft from being published: that are its problems.
 */
export async function checkQuality(
  { db, askLinks, appUrl }: QualityServices,
  actor: Authority,
  subject: Subject,
): Promise<QualityCheck> {
  if (!permits(actor, 'catalog.read')) return { outcome: 'forbidden' }
  const standing = await readStanding(db.prisma, subject)
  if (standing === undefined) return { outcome: 'missing' }
  const { draft } = currentDraft(standing)
  const texts = written(standing.fields, draft)
  const links = await linkHints(texts, await readSite(db, appUrl), askLinks)
  const found = await readDraftCourse(db, actor, subject)
  const described =
    subject.type === 'page'
      ? describePage(subject.page, draft, appUrl)
      : found.outcome === 'found'
        ? describeCourse(found.course, appUrl)
        : undefined
  if (described === undefined) return { outcome: 'missing' }
  const own = subject.type === 'course' ? [...courseSearchHints(draft), ...imageHints(draft)] : []
  const hints = [...own, ...toneHints(texts), ...proseHints(texts), ...links, ...described.hints]
  return {
    outcome: 'checked',
    hints: [
      ...hints.filter(({ level }) => level === 'must'),
      ...hints.filter(({ level }) => level !== 'must'),
    ],
    search: described.search,
    card: subject.type === 'course' ? `/staff/catalog/${subjectKey(subject)}/preview/card.png` : undefined,
  }
}

type Described = { readonly search: SearchResult | undefined; readonly hints: readonly Hint[] }

const CATALOG_TITLE = 'Redis University: courses, labs and certification'

/** A page of the site as machines see it. */
function describePage(page: PageName, draft: Draft, appUrl: string): Described {
  const { shown } = shownPage(page, draft)
  switch (shown.page) {
    case 'address-confirmation':
      return { search: undefined, hints: [] }
    case 'catalog': {
      const description = shown.content.hero.text
      return { search: { title: CATALOG_TITLE, description, address: `${appUrl}/university` }, hints: [] }
    }
    case 'refund-policy': {
      const { title, summary } = shown.content
      const address = `${appUrl}/university/refund-policy`
      return { search: { title: searchTitle(title), description: summary, address }, hints: [] }
    }
  }
}

/** A unit's page as machines see it. */
function describeCourse(course: PublishedCourse, appUrl: string): Described {
  const { title, description } = course.content
  const problems = structuredDataProblems(courseJsonLd(course, appUrl))
  return {
    search: {
      title: searchTitle(title),
      description,
      address: `${appUrl}/university/courses/${course.slug}`,
    },
    hints: problems.map((problem) => ({
      level: 'should',
      message: `Search engines cannot use the page’s structured data (${problem}); tell an engineer`,
    })),
  }
}
