import { describe, expect, it } from 'vitest'
import { purchaseIdSchema } from '@/lib/ids'
import { correctionIdSchema } from './correction-row'
import type { Correction } from './correction-row'
import { currentInvoice, documentsOf, isCredited } from './documents'

const correction = (serial: number, state: Correction['state'] = 'issued'): Correction => ({
  id: correctionIdSchema.parse(`0199f000-0000-7000-8000-00000000000${serial}`),
  purchaseId: purchaseIdSchema.parse('0199f000-0000-7000-8000-000000000009'),
  state,
  requestedBy: 'learner',
  requestedAt: new Date('2026-11-21T10:00:00Z'),
  companyName: 'Nordwind GmbH',
  taxIdType: undefined,
  taxIdValue: undefined,
  poNumber: undefined,
  decidedAt: undefined,
  note: undefined,
  replacedInvoiceId: `in_${serial - 1}`,
  creditNoteId: `cn_${serial}`,
  creditNoteNumber: `N-${serial - 1}-CN`,
  invoiceId: `in_${serial}`,
  invoiceNumber: `N-${serial}`,
})
const note = (id: string, outOfBand: bigint, state = 'issued') => ({
  id,
  number: `${id}-X`,
  state,
  outOfBand,
})
const FIRST = { invoiceId: 'in_0', invoiceNumber: 'N-0', creditNotes: [], corrections: [] }

describe('the documents of a purchase', () => {
  it('are none before there is a number', () => {
    expect(documentsOf({ ...FIRST, invoiceNumber: null })).toEqual([])
    expect(currentInvoice({ ...FIRST, invoiceId: null })).toBeUndefined()
  })
  it('begin with the invoice that counts: the last one issued', () => {
    const row = { ...FIRST, corrections: [correction(1), correction(2), correction(3, 'issuing')] }
    expect(documentsOf(row).map(({ kind, id }) => [kind, id])).toEqual([
      ['invoice', 'in_2'],
      ['replaced-invoice', 'in_1'],
      ['replaced-invoice', 'in_0'],
      ['credit-note', 'cn_1'],
      ['credit-note', 'cn_2'],
    ])
  })
  it('name a credit note once, whoever told of it first, and none that is void', () => {
    const row = { ...FIRST, corrections: [correction(1)], creditNotes: [note('cn_1', 5n), note('cn_9', 0n)] }
    expect(documentsOf(row).filter(({ kind }) => kind === 'credit-note')).toHaveLength(2)
    const undone = { ...row, creditNotes: [note('cn_1', 5n, 'void')] }
    expect(documentsOf(undone).filter(({ kind }) => kind === 'credit-note')).toEqual([])
  })
  it('are credited in part by any note but those of replaced invoices', () => {
    expect(isCredited({ ...FIRST, corrections: [correction(1)], creditNotes: [note('cn_1', 5n)] })).toBe(
      false,
    )
    expect(isCredited({ ...FIRST, creditNotes: [note('cn_9', 0n)] })).toBe(true)
    expect(isCredited({ ...FIRST, creditNotes: [note('cn_9', 5n)] })).toBe(true)
    expect(isCredited({ ...FIRST, creditNotes: [note('cn_9', 0n, 'void')] })).toBe(false)
  })
})
