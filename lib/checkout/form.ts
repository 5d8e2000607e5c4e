import { z } from 'zod'
import { countrySchema } from './countries'

/** What the learner fills in on our own page. */
export type CheckoutForm = {
  /** Undefined where it was not asked, because it is known. */
  readonly email: string | undefined
  readonly country: string
  readonly poNumber: string | undefined
}
export type FormField = 'email' | 'country' | 'poNumber' | 'confirmed'
export type FormErrors = Partial<Record<FormField, string>>

type FormFields = Record<FormField, unknown>
const formSchema = z.object({
  email: z
    .string()
    .trim()
    .min(1, 'Enter your e-mail address')
    .max(254, 'Enter an e-mail address of at most 254 characters')
    .pipe(z.email('Enter an e-mail address like name@example.com')),
  country: countrySchema.refine((code) => code !== '', 'Choose your billing country'),
  poNumber: z
    .string()
    .trim()
    .max(40, 'Enter a PO number of at most 40 characters')
    // Printed on an invoice: no line breaks or control characters.
    .regex(/^[^\p{Cc}]*$/u, 'Enter a PO number without line breaks'),
  confirmed: z.literal('yes', 'Confirm that you will give your correct billing address'),
})

/** Where the address is known it is not asked, and whatever was sent in its place is dropped. */
const emailKnownSchema = formSchema.extend({ email: z.unknown().transform(() => undefined) })

/** Checks the form. Each error says what to do, in the words shown at the field and in the summary. */
export function parseCheckoutForm(
  fields: Readonly<Record<FormField, unknown>>,
  { emailKnown }: { readonly emailKnown: boolean },
): { readonly ok: true; readonly form: CheckoutForm } | { readonly ok: false; readonly errors: FormErrors } {
  const entered = { ...fields, poNumber: fields.poNumber ?? '' }
  const parsed = emailKnown ? emailKnownSchema.safeParse(entered) : formSchema.safeParse(entered)
  if (parsed.success) {
    const { email, country, poNumber } = parsed.data
    return { ok: true, form: { email, country, poNumber: poNumber === '' ? undefined : poNumber } }
  }
  const flat: Partial<Record<FormField, string[]>> = z.flattenError<FormFields>(parsed.error).fieldErrors
  const errors: FormErrors = {}
  if (flat.email)
    errors.email = typeof fields.email === 'string' ? (flat.email[0] ?? '') : 'Enter your e-mail address'
  if (flat.country) errors.country = 'Choose your billing country'
  if (flat.poNumber) errors.poNumber = flat.poNumber[0] ?? ''
  if (flat.confirmed) errors.confirmed = flat.confirmed[0] ?? ''
  return { ok: false, errors }
}
