'use client'

import { useEffect, useRef } from 'react'

/**
 * GOV.UK's error summary: gets the focus, links to each field, and the page's title says "Error". Nothing without errors.
 * `order`: the fields as the page has them; `page`: what the title calls the page; `at`: where the fields are, if not here.
 */
export function ErrorSummary<F extends string>(props: {
  readonly errors: Partial<Record<F, string>>
  readonly order: readonly F[]
  readonly page: string
  readonly at?: string
}) {
  const { errors, order, page, at = '' } = props
  const box = useRef<HTMLDivElement>(null)
  const shown = order.filter((field) => errors[field] !== undefined)
  useEffect(() => {
    if (shown.length > 0) box.current?.focus()
  }, [errors, shown.length])
  if (shown.length === 0) return null
  return (
    <div ref={box} className="error-summary" role="alert" aria-labelledby="problem" tabIndex={-1}>
      <title>{`Error: ${page} – Redis University`}</title>
      <h2 id="problem">There is a problem</h2>
      <ul>
        {shown.map((field) => (
          <li key={field}>
            <a href={`${at}#${field}`}>{errors[field]}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
