/** What an action just did, carried by the address after its redirect: one of a few words, never anything of a person. */
const WORDS = {
  retrying: 'A new try was asked for. Reload the page to see the answer.',
  'due-already': 'Its next try is under way already; nothing was changed.',
  running: 'It is being tried at this moment; nothing was changed.',
  erased: 'The person was erased, so there is nobody to open it for; nothing was changed.',
  done: 'It is done already; nothing was changed.',
  missing: 'It is not there any more; nothing was changed.',
  forbidden: 'Your role does not allow that; nothing was changed.',
  closed: 'Another delivery has taken its place; nothing was changed.',
  settled: 'It is marked as done by hand.',
  'still-tried': 'It is still being tried by itself; nothing was changed.',
  'finding-closed': 'The finding is closed.',
  'finding-closed-already': 'A colleague closed this finding first; your note was not kept.',
  granted: 'The role is given. It counts from their next click on.',
  'had-it': 'They have this role already; nothing was changed.',
  revoked: 'The role is taken away. It ends with their next click.',
  'had-it-not': 'They did not have this role; nothing was changed.',
  'last-admin': 'This is the last admin. Give the role to a colleague first; nothing was changed.',
  unknown: 'We do not know this person; nothing was changed.',
} as const satisfies Record<string, string>
export type Did = keyof typeof WORDS

/** Says what came of the last click; nothing for an address that names no outcome of ours. */
export function DidNotice({ did }: { readonly did: string | readonly string[] | undefined }) {
  const [, words] = Object.entries(WORDS).find(([outcome]) => outcome === did) ?? []
  if (words === undefined) return null
  return (
    <p className="desk-did" role="status">
      {words}
    </p>
  )
}
