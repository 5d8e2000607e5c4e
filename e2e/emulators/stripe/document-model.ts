/** A name and what it is, e.g. `['Invoice number', '4F2A9C1B-0001']`. */
export type Fact = readonly [name: string, value: string]
export type DocumentLine = { description: string; quantity: string; unitPrice: string; amount: string }

/** What an invoice or a credit note says, whether it is read as a page or as a PDF. */
export type DocumentModel = {
  name: 'Invoice' | 'Credit note'
  number: string
  id: string
  facts: readonly Fact[]
  seller: { title: string; lines: readonly string[] }
  buyer: { title: string; lines: readonly string[] }
  headline: string
  lines: readonly DocumentLine[]
  sums: readonly Fact[]
  /** Said below the sums, each a paragraph of its own. */
  remarks: readonly string[]
  footer: string | null
}

/** What the file and the page say of themselves: nobody shall take one for a real document. */
export const TEST_NOTICE = 'Test document: no real payment was made'
