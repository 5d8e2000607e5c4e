import { escape, page } from './page'
import type { Person, Realm } from './people'

/** One button for each person: pressing it signs this person in. */
export function signInPage(realm: Realm, people: readonly Person[]): string {
  return page(
    realm,
    'Sign in',
    `<h2>Sign in</h2>
<p class="lead">Choose who you are.</p>
<form method="post">
<ul>${people.map(row).join('\n')}</ul>
<button class="plain" name="cancel" value="yes">Cancel</button>
</form>`,
  )
}

/** The details stand beside the button, so that the name alone is what the button is called. */
function row(person: Person, index: number): string {
  const smid = person.smid === undefined ? '' : ` · <code>${escape(person.smid)}</code>`
  const unverified = person.emailVerified ? '' : ' · not verified'
  return `<li><button name="subject" value="${escape(person.subject)}" aria-describedby="person-${index}">${escape(person.name)}</button>
<p class="detail" id="person-${index}">${escape(person.email)}${unverified}${smid}</p></li>`
}
