import { z } from 'zod'
import type { TaxIdType } from '@/lib/stripe/tax-id-types'
import { TAX_ID_TYPES, hasTaxIdForm, taxIdType, writeTaxId } from '@/lib/stripe/tax-id-types'

/** What the buyer's company needs on its invoice; at least one of them. */
export type CorrectionRequest = {
  readonly companyName: string | undefined
  readonly taxId: { readonly type: string; readonly value: string } | undefined
  readonly poNumber: string | undefined
}
export type RequestField = 'companyName' | 'taxIdType' | 'taxIdValue' | 'poNumber'
export type RequestErrors = Partial<Record<RequestField, string>>

/** A kind of tax id to choose from: `value` names it in the form. */
export type TaxIdChoice = { readonly value: string; readonly country: string; readonly label: string }

const countries = new Intl.DisplayNames('en', { type: 'region' })

/** Every kind of tax id we know the form of, by country in alphabetical order. */
export const TAX_ID_CHOICES: readonly TaxIdChoice[] = TAX_ID_TYPES.map(
  ({ country, type, name, example }) => ({
    value: `${country}:${type}`,
    country: countries.of(country) ?? country,
    label: `${name}, like ${example}`,
  }),
).sort((a, b) => a.country.localeCompare(b.country, 'en'))

/** Printed on an invoice: no line breaks or control characters. */
const line = (most: number, what: string) =>
  z
    .string()
    .trim()
    .max(most, `Enter ${what} of at most ${most} characters`)
    .regex(/^[^\p{Cc}]*$/u, `Enter ${what} without line breaks`)
const formSchema = z.object({
  companyName: line(150, 'a company name'),
  taxIdType: z.string().max(40),
  taxIdValue: line(40, 'a tax ID'),
  poNumber: line(40, 'a PO number'),
})

type Parsed =
  | { readonly ok: true; readonly request: CorrectionRequest }
  | { readonly ok: false; readonly errors: RequestErrors }

/** Checks the form. Each error says what to do, in the words shown at the field and in the summary. */
export function parseCorrectionRequest(fields: Readonly<Record<RequestField, string>>): Parsed {
  const parsed = formSchema.safeParse(fields)
  if (!parsed.success) {
    const { fieldErrors } = z.flattenError(parsed.error)
    const errors: RequestErrors = {}
    for (const field of ['companyName', 'taxIdType', 'taxIdValue', 'poNumber'] as const) {
      const error = fieldErrors[field]?.[0]
      if (error !== undefined) errors[field] = error
    }
    return { ok: false, errors }
  }
  const { companyName, taxIdType: choice, taxIdValue: value, poNumber } = parsed.data
  const errors = taxIdErrors(choice, value)
  if (Object.keys(errors).length > 0) return { ok: false, errors }
  if (companyName === '' && value === '' && poNumber === '')
    return { ok: false, errors: { companyName: 'Enter a company name, a tax ID or a PO number' } }
  const kind = kindOf(choice)
  return {
    ok: true,
    request: {
      companyName: companyName === '' ? undefined : companyName,
      taxId:
        value === '' || kind === undefined ? undefined : { type: kind.type, value: writeTaxId(kind, value) },
      poNumber: poNumber === '' ? undefined : poNumber,
    },
  }
}

/** The kind counts only with a value: a choice alone asks for nothing. */
function taxIdErrors(choice: string, value: string): RequestErrors {
  if (value === '') return choice === '' ? {} : { taxIdValue: 'Enter the tax ID, or choose “No tax ID”' }
  if (choice === '') return { taxIdType: 'Choose the country and kind of the tax ID' }
  const known = kindOf(choice)
  if (known === undefined) return { taxIdType: 'Choose the country and kind of the tax ID' }
  if (hasTaxIdForm(known, value)) return {}
  return { taxIdValue: `Enter a ${known.name} like ${known.example}` }
}

function kindOf(choice: string): TaxIdType | undefined {
  const [country = '', type = ''] = choice.split(':')
  return taxIdType(country, type)
}
