import type { Database } from '@/lib/db/database'
import { accountSchema } from '@/lib/ids'
import type { PurchaseId } from '@/lib/ids'
import type { StripeAccounts } from '@/lib/stripe/accounts'
import { currentInvoice, documentedSchema, documentsOf, documentsSelect } from './documents'

export type DocumentForm = 'pdf' | 'page'

/**
 * Where a document of a purchase is at this moment, asked of Stripe now, because these addresses expire. `number` names
 * one of the purchase's documents, the invoice that counts without it. Undefined for a document that is not this
 * purchase's, or that is not there in this form. The caller has checked who asks. Throws when Stripe is unreachable.
 */
export async function openDocument(
  { db, accounts }: { readonly db: Database; readonly accounts: StripeAccounts },
  purchaseId: PurchaseId,
  { number, form }: { readonly number?: string | undefined; readonly form: DocumentForm },
): Promise<string | undefined> {
  const found = await db.prisma.purchase.findUnique({
    where: { id: purchaseId },
    select: { ...documentsSelect, account: true },
  })
  if (found === null) return undefined
  const row = documentedSchema.parse(found)
  const wanted = number ?? currentInvoice(row)?.number
  const document = documentsOf(row).find((each) => each.number === wanted)
  if (document === undefined) return undefined
  const { invoices } = accounts.of(accountSchema.parse(found.account))
  const links =
    document.kind === 'credit-note'
      ? await invoices.creditNoteLinks(document.id)
      : await invoices.links(document.id)
  return links?.[form]
}
