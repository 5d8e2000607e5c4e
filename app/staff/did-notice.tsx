/** What an action just did, carried by the address after its redirect: one of a few words, never anything of a person. */
const WORDS = {
  retrying: 'A new try was asked for. Reload the page to see the answer.',
  'due-already': 'Its next try is under way already; nothing was changed.',
  running: 'It is being tried at this moment; nothing was changed.',
  erased: 'The person was erased, so there is nobody to do it for; nothing was changed.',
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
  refunded: 'The money is given back. The books and the course follow within seconds.',
  'refund-refused': 'Stripe refused the refund; nothing was given back. Its words are below.',
  'refund-open': 'Stripe did not answer. The refund stays ordered and is asked for again by itself.',
  'not-refundable': 'This cannot be given back any more; nothing was changed.',
  'correction-asked': 'It is on the list. Nothing is issued before somebody presses Issue.',
  'correction-issued': 'The corrected invoice is issued. The buyer sees it with their purchase.',
  'correction-declined': 'The request is declined. The buyer sees your answer with their purchase.',
  'correction-decided': 'It has been answered already; nothing was changed.',
  'correction-refused': 'Stripe refused it, and the invoice stays as it was. Its words are below.',
  'correction-open': 'Stripe did not answer in the middle. Press Issue again to go on.',
  'not-correctable': 'The invoice cannot be corrected any more. Open its purchase to see why.',
  'not-by-hand': 'A record is not marked as done by hand: have it tried again. Nothing was changed.',
  'retrying-all': 'All of them are tried again now. Reload the page to see how far that is.',
  none: 'There is nothing to try again; nothing was changed.',
  'look-asked':
    'Accounts and contacts are being looked for. Reload the page in a minute to see who was found.',
  'contact-chosen':
    'The contact is kept, for all that this person bought for this account. Salesforce is told now.',
  'contact-chosen-already': 'It was this contact before; nothing was changed.',
  left: 'It is left as it is. It is still looked for by itself.',
  'left-already': 'A colleague has left it as it is already; your note was not kept.',
  watched: 'It is on the list again.',
  'watched-already': 'It was on the list; nothing was changed.',
  linked: 'It has been linked meanwhile; nothing was changed.',
  off: 'Salesforce is switched off; nothing was changed.',
  unknown: 'We do not know this person; nothing was changed.',
  'revision-restored': 'It is public again. The pages show it within 10 seconds.',
  'revision-public': 'These words are public already; nothing was changed.',
  'revision-incomplete': 'It names something that is not there any more, so it cannot be public as it is.',
  'preview-changed':
    'A colleague saved the draft meanwhile. Look at it in the editor, then preview it again.',
  'publication-cancelled': 'It is not published. What was to go public is kept in the history.',
  'publication-too-late': 'It went public already. Restore an earlier revision from its history to undo it.',
  'unit-created': 'The unit is there. Nobody but you and your colleagues sees it before you publish it.',
  'unit-unchanged': 'It was like that before; nothing was changed.',
  'unit-on-sale': 'It is on sale. The pages show it within 10 seconds.',
  'unit-off-sale': 'It is off sale. The pages show it within 10 seconds.',
  'unit-blocked': 'It cannot be put on sale yet. What is missing is listed under “Sale”.',
  'unit-is-retired': 'It is retired. Take it back into the catalog first.',
  'unit-retired': 'It is retired and has left the catalog. Whoever has it keeps it.',
  'unit-back': 'It is in the catalog again, announced.',
  'unit-identified': 'Kept.',
  'price-changed': 'The price is made at Stripe and holds from now on. The pages show it within 10 seconds.',
  'price-stale': 'Somebody changed the price meanwhile, or you waited long; nothing was changed. Look again.',
  'price-pending': 'Another new price waits for Stripe. Finish or drop it first; nothing was changed.',
  'price-unreachable': 'Stripe did not answer. The new price is kept below, to be finished or dropped.',
  'price-dropped': 'The new price is dropped. The price stays as it was.',
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
