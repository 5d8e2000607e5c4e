import type { ReactNode } from 'react'

/** A page that says what happened, whether anything was charged, and one next step. */
export function NoticePage(props: {
  readonly title: string
  readonly text: string
  /** The one next step. */
  readonly step?: { readonly href: string; readonly label: string }
  /** Anything further, such as similar courses. */
  readonly children?: ReactNode
}) {
  return (
    <div className="notice-page">
      <h1>{props.title}</h1>
      <p>{props.text}</p>
      {props.step && (
        <a className="button-primary" href={props.step.href}>
          {props.step.label}
        </a>
      )}
      {props.children}
    </div>
  )
}
