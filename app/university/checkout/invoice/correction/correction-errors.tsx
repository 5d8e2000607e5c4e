'use client'

import { useEffect, useRef } from 'react'
import type { RequestErrors } from '@/lib/invoices/correction-request'

const ORDER = ['companyName', 'taxIdType', 'taxIdValue', 'poNumber'] as const

/** GOV.UK's error summary: gets the focus, links to each field, and the page's title says "Error". */
export function CorrectionErrors({ errors }: { readonly errors: RequestErrors }) {
  const box = useRef<HTMLDivElement>(null)
  const shown = ORDER.filter((field) => errors[field] !== undefined)
  useEffect(() => {
    if (shown.length > 0) box.current?.focus()
  }, [errors, shown.length])
  if (shown.length === 0) return null
  return (
    <div ref={box} className="error-summary" role="alert" aria-labelledby="problem" tabIndex={-1}>
      <title>Error: Correct an invoice – Redis University</title>
      <h2 id="problem">There is a problem</h2>
      <ul>
        {shown.map((field) => (
          <li key={field}>
            <a href={`#${field}`}>{errors[field]}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
