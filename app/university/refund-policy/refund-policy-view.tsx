import { RichText } from '@/app/_ui/rich-text'
import type { RefundPolicyContent } from '@/lib/catalog/page-content'

/** One version of the refund policy. Reads nothing itself. */
export function RefundPolicyView(props: {
  readonly content: RefundPolicyContent
  /** How this version is named. */
  readonly label: string
  /** The version in force; undefined where this one is not public yet. */
  readonly current: string | undefined
}) {
  const { content, label, current } = props
  return (
    <article className="notice-page">
      <div className="mono mb-4 text-pen-600">Version {label}</div>
      <h1>{content.title}</h1>
      {current !== undefined && current !== label && (
        <div className="notice mt-8 max-w-[40em]">
          This version is not in force any more. It goes on for what was bought under it.{' '}
          <a href="/university/refund-policy">Current version, {current}</a>
        </div>
      )}
      <div className="mt-8 max-w-[40em]">
        <RichText text={content.body} />
      </div>
    </article>
  )
}
