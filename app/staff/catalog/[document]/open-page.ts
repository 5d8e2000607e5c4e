import { notFound } from 'next/navigation'
import type { UnitChoice } from '@/app/staff/catalog/_form/form-context'
import type { OpenDocument } from '@/lib/catalog/documents/open-document'
import { parseSubject } from '@/lib/catalog/documents/subject'
import type { PageName, Subject } from '@/lib/catalog/documents/subject'
import type { StaffActor } from '@/lib/identity/permit'
import { services } from '@/lib/runtime/services'

type OpenPage = {
  readonly subject: Subject
  readonly document: OpenDocument
  /** All there are, for fields that name units. */
  readonly units: readonly UnitChoice[]
  /** Undefined: it has no page of its own. */
  readonly publicAddress: string | undefined
}

/** What an editor's page works on; undefined: the employee may not. A document that does not exist is a 404. */
export async function openPage(actor: StaffActor, key: string): Promise<OpenPage | undefined> {
  const subject = parseSubject(key)
  if (subject === undefined) notFound()
  const { documents, selling } = services().catalog
  const [opened, list] = await Promise.all([documents.open(actor, subject), selling.list(actor, {})])
  if (opened.outcome === 'missing') notFound()
  if (opened.outcome === 'forbidden' || list.outcome === 'forbidden') return undefined
  const slug = list.units.find(({ courseId }) => courseId === key)?.slug
  return {
    subject,
    document: opened.document,
    units: list.units.map(({ sku, title }) => ({ sku, title })),
    publicAddress:
      subject.type === 'page'
        ? PAGES[subject.page]
        : slug && `/university/courses/${encodeURIComponent(slug)}`,
  }
}

const PAGES: Readonly<Record<PageName, string | undefined>> = {
  catalog: '/university',
  'refund-policy': '/university/refund-policy',
  'address-confirmation': undefined,
}
