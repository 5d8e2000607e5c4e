import type { RequestField } from '@/lib/invoices/correction-request'

/** What the form's fields hold, cut where nobody types that much. */
export function typedFields(data: FormData): Readonly<Record<RequestField, string>> {
  return {
    companyName: text(data, 'companyName'),
    taxIdType: text(data, 'taxIdType'),
    taxIdValue: text(data, 'taxIdValue'),
    poNumber: text(data, 'poNumber'),
  }
}

function text(data: FormData, name: RequestField): string {
  const value = data.get(name)
  return typeof value === 'string' ? value.slice(0, 1_000) : ''
}
