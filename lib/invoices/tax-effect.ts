import type { Transaction } from '@/lib/db/database'
import { formatMoney } from '@/lib/money'
import type { InvoiceFacts } from '@/lib/stripe/invoice-facts'

type Pair = { readonly old: InvoiceFacts; readonly made: InvoiceFacts }

/**
 * Leaves for finance what a corrected invoice means for tax, always: also where nothing changed. `amount` is the tax of
 * the new document less that of the old: positive was missed, negative was taken in vain. A second correction of the
 * same purchase adds to the first and opens it again. The books stay as the payment was.
 */
export async function recordTaxEffect(tx: Transaction, purchaseId: string, pair: Pair): Promise<void> {
  const { old, made } = pair
  const amount = made.tax - old.tax
  const detail = taxEffect(pair)
  await tx.$executeRaw`
    INSERT INTO tax_finding (purchase_id, kind, place, amount, currency, detail)
    SELECT id, 'invoice-corrected', tax_place, ${amount}, ${old.currency}, ${detail} FROM purchase WHERE id = ${purchaseId}::uuid
    ON CONFLICT (purchase_id, kind) DO UPDATE
      SET amount = tax_finding.amount + excluded.amount, detail = tax_finding.detail || ' ' || excluded.detail, closed_at = NULL`
}

/** The effect in words: which documents, which tax, and whether what was paid is still what the invoice says. Pure. */
export function taxEffect({ old, made }: Pair): string {
  const money = (amount: bigint): string => formatMoney({ amount, currency: old.currency })
  const documents = `Invoice ${made.number ?? made.id} replaces ${old.number ?? old.id}.`
  const taxes =
    made.tax === old.tax
      ? `Its tax is the same, ${money(made.tax)}.`
      : `Its tax is ${money(made.tax)}, before it was ${money(old.tax)}.`
  if (made.total === old.total) return `${documents} ${taxes}`
  const off = made.total > old.total ? made.total - old.total : old.total - made.total
  const side = made.total > old.total ? 'less than it says' : 'more than it says'
  return `${documents} ${taxes} It says ${money(made.total)}; the buyer paid ${money(off)} ${side}, and the books say what was paid.`
}
