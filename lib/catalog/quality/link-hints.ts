import { parseRichText } from '@/lib/catalog/rich-text/parse'
import type { LinkAnswer } from './ask-link'
import type { Hint } from './hint'
import type { LinkAsker } from './link-asker'
import { linksIn } from './prose'
import type { Written } from './written'

/** The addresses of this site that exist beside units' pages and versions of the refund policy. */
const PAGES = [
  '/',
  '/university',
  '/university/my-courses',
  '/university/refund-policy',
  '/university/go/help',
  '/university/go/terms',
  '/university/go/privacy',
]
const COURSE = /^\/university\/courses\/([^/]+)$/
const REFUND_VERSION = /^\/university\/refund-policy\/([^/]+)$/

/** More links than a page of ours has. */
const MOST_ASKED = 40

/** What of this site a link may lead to. */
export type Site = {
  readonly appUrl: string
  /** The addresses of units whose page is public. */
  readonly slugs: ReadonlySet<string>
  /** The versions of the refund policy that were public. */
  readonly refundLabels: ReadonlySet<string>
}
type Link = Pick<Written, 'path' | 'name'> & { readonly address: string }

/** Links that lead nowhere. Those of this site are known; others are asked. */
export async function linkHints(texts: readonly Written[], site: Site, askLinks: LinkAsker): Promise<Hint[]> {
  const links = texts.flatMap(linksOf)
  const outside = links.filter(({ address }) => ownPath(address, site.appUrl) === undefined)
  const answers = await askLinks([...new Set(outside.map(({ address }) => address))].slice(0, MOST_ASKED))
  return links.flatMap((link) => {
    const path = ownPath(link.address, site.appUrl)
    return path === undefined ? outsideHint(link, answers.get(link.address)) : insideHint(link, path, site)
  })
}

function linksOf({ path, name, type, text }: Written): Link[] {
  if (type === 'address') return [{ path, name, address: text }]
  if (type !== 'rich') return []
  return linksIn(parseRichText(text)).map(({ address }) => ({ path, name, address }))
}

/** The path of an address of this site, however it is written; undefined: another site's. */
function ownPath(address: string, appUrl: string): string | undefined {
  const site = new URL(appUrl)
  if (!URL.canParse(address, site)) return undefined
  const url = new URL(address, site)
  return url.host === site.host ? url.pathname.replace(/(.)\/$/, '$1') : undefined
}

function insideHint({ path, name, address }: Link, own: string, site: Site): Hint[] {
  const slug = COURSE.exec(own)?.[1]
  const label = REFUND_VERSION.exec(own)?.[1]
  const known =
    slug === undefined
      ? label === undefined
        ? PAGES.includes(own)
        : site.refundLabels.has(label)
      : site.slugs.has(slug)
  if (!known)
    return [
      { level: 'must', path, message: `${name}: the link to ${address} is dead; no page has this address` },
    ]
  if (address.startsWith('/')) return []
  const message = `${name}: write ${own} instead of ${address}, so that it works on every copy of the site`
  return [{ level: 'should', path, message }]
}

function outsideHint({ path, name, address }: Link, answer: LinkAnswer | undefined): Hint[] {
  switch (answer?.state) {
    case 'alive':
      return []
    case 'dead':
      return [
        { level: 'must', path, message: `${name}: the link to ${address} is dead (answer ${answer.status})` },
      ]
    case 'refused':
      return [
        {
          level: 'should',
          path,
          message: `${name}: the link to ${address} could not be checked; it does not lead to a public page over https`,
        },
      ]
    case 'unclear':
    case undefined: {
      const why = answer?.status === undefined ? 'nobody answered in time' : `it answered ${answer.status}`
      return [
        { level: 'should', path, message: `${name}: the link to ${address} could not be checked; ${why}` },
      ]
    }
  }
}
