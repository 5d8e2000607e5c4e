import { readPublishedAt } from '@/lib/catalog/read-published-at'
import {
  findRefundPolicy,
  readAddressConfirmation,
  readCatalogPage,
  readRefundPolicy,
} from '@/lib/catalog/read-site-page'
import type { Database } from '@/lib/db/database'

/** The pages of the site that are no unit, as the public sees them. */
export function wireCatalogSite({ db }: { readonly db: Database }) {
  return {
    catalogPage: () => readCatalogPage(db.prisma),
    refundPolicy: () => readRefundPolicy(db.prisma),
    /** One version that was public once. */
    refundPolicyVersion: (label: string) => findRefundPolicy(db.prisma, label),
    publishedAt: () => readPublishedAt(db.prisma),
    addressConfirmation: () => readAddressConfirmation(db.prisma),
  }
}
