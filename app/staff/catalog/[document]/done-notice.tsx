/** What publishing did, carried by the address after its redirect as one of a few words. */
const WORDS = {
  published: 'It is published. Everybody sees it within ten seconds.',
  scheduled: 'It is scheduled, and becomes public by itself.',
  discarded: 'The draft is thrown away. The form shows what it began from.',
} as const satisfies Record<string, string>
export type Done = keyof typeof WORDS

/** Says what came of the last step, with the way to the public page; nothing for an address that names no step. */
export function DoneNotice(props: {
  readonly did: string | readonly string[] | undefined
  /** Undefined: it has no page of its own. */
  readonly publicAddress: string | undefined
}) {
  const [done, words] = Object.entries(WORDS).find(([step]) => step === props.did) ?? []
  if (words === undefined) return null
  return (
    <p className="desk-did" role="status">
      {words}{' '}
      {done === 'published' && props.publicAddress !== undefined && (
        <a href={props.publicAddress}>See the public page</a>
      )}
    </p>
  )
}
