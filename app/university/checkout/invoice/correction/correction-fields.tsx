import { FieldError } from '@/app/university/checkout/field-error'
import type { RequestErrors, RequestField } from '@/lib/invoices/correction-request'

/** The kinds of tax id of one country. */
export type TaxIdGroup = {
  readonly country: string
  readonly kinds: readonly { readonly value: string; readonly label: string }[]
}
type Props = {
  readonly values: Readonly<Record<RequestField, string>>
  readonly errors: RequestErrors
  readonly choices: readonly TaxIdGroup[]
}

/** Company, tax id and PO number: each may stay empty, not all. */
export function CorrectionFields({ values, errors, choices }: Props) {
  return (
    <>
      <TextField
        id="companyName"
        label="Company name"
        hint="As it should be printed on the invoice."
        autoComplete="organization"
        maxLength={150}
        value={values.companyName}
        error={errors.companyName}
      />
      <div className="field">
        <label htmlFor="taxIdType">
          Country and kind of the tax ID <span className="optional">(optional)</span>
        </label>
        <FieldError id="taxIdType" error={errors.taxIdType} />
        {/* Remade when the answer comes: React resets a form after its action to what it was made with. */}
        <select
          key={values.taxIdType}
          id="taxIdType"
          name="taxIdType"
          defaultValue={values.taxIdType}
          aria-invalid={errors.taxIdType !== undefined}
          aria-describedby={
            errors.taxIdType === undefined ? 'taxIdType-hint' : 'taxIdType-error taxIdType-hint'
          }
        >
          <option value="">No tax ID</option>
          {choices.map(({ country, kinds }) => (
            <optgroup key={country} label={country}>
              {kinds.map(({ value, label }) => (
                <option key={value} value={value}>
                  {country}: {label}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        <p id="taxIdType-hint" className="fine">
          Your country or kind is not there? Leave it out and ask us.
        </p>
      </div>
      <TextField
        id="taxIdValue"
        label="Tax ID"
        hint="In the form shown beside its kind. Spaces, dots and dashes do not matter."
        autoComplete="off"
        maxLength={40}
        value={values.taxIdValue}
        error={errors.taxIdValue}
      />
      <TextField
        id="poNumber"
        label="PO number"
        hint="The number of your company’s purchase order."
        autoComplete="off"
        maxLength={40}
        value={values.poNumber}
        error={errors.poNumber}
      />
    </>
  )
}

function TextField(props: {
  readonly id: RequestField
  readonly label: string
  readonly hint: string
  readonly autoComplete: string
  readonly maxLength: number
  readonly value: string
  readonly error: string | undefined
}) {
  const { id, label, hint, error } = props
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} <span className="optional">(optional)</span>
      </label>
      <FieldError id={id} error={error} />
      <input
        id={id}
        name={id}
        type="text"
        autoComplete={props.autoComplete}
        spellCheck={false}
        maxLength={props.maxLength}
        defaultValue={props.value}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? `${id}-hint` : `${id}-error ${id}-hint`}
      />
      <p id={`${id}-hint`} className="fine">
        {hint}
      </p>
    </div>
  )
}
