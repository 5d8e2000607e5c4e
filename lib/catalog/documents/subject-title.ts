import { currentDraft } from './current-draft'
import { draftOf } from './draft-shape'
import type { Standing } from './standing'
import type { PageName } from './subject'

const PAGE_TITLES: Readonly<Record<PageName, string>> = {
  catalog: 'Catalog page',
  'refund-policy': 'Refund policy',
  'address-confirmation': 'Address confirmation',
}

/** How people call a subject: a unit by its public title, before that by the one being written, else by its SKU. */
export function subjectTitle(standing: Standing): string {
  const { subject, published, fields, sku } = standing
  if (subject.type === 'page') return PAGE_TITLES[subject.page]
  const words = published === undefined ? currentDraft(standing).draft : draftOf(fields, published.content)
  const title = words['title']
  return typeof title === 'string' && title.trim() !== '' ? title : (sku ?? '')
}
