import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type InteractionResult, type Provider } from 'oidc-provider'
import { readBody } from '../read-body'
import { messagePage } from './page'
import type { Person, Realm } from './people'
import { signInPage } from './sign-in-page'

export type SignIn = {
  readonly realm: Realm
  readonly provider: Provider
  readonly people: ReadonlyMap<string, Person>
}

/** Answers the page a person signs in on (GET) and its form (POST), and sends them back to the provider. */
export async function answerSignIn(
  signIn: SignIn,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { realm, provider, people } = signIn
  try {
    const { prompt } = await provider.interactionDetails(request, response)
    const result = prompt.name === 'consent' ? GIVEN : await chosen(request, people)
    if (result) await provider.interactionFinished(request, response, result)
    else send(response, 200, signInPage(realm, [...people.values()]))
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error
    send(response, 400, messagePage(realm, 'This sign-in is no longer open', 'Go back and sign in again.'))
  }
}

/** The app is Redis's own, so that consent is never a question. */
const GIVEN: InteractionResult = { consent: {} }

/** What the form's sender wants; undefined when the page is to be shown, also after a name that is not known. */
async function chosen(
  request: IncomingMessage,
  people: SignIn['people'],
): Promise<InteractionResult | undefined> {
  if (request.method !== 'POST') return undefined
  const form = new URLSearchParams(await readBody(request))
  if (form.has('cancel')) return { error: 'access_denied', error_description: 'The person went back.' }
  const person = people.get(form.get('subject') ?? '')
  return person && { login: { accountId: person.subject, remember: true } }
}

function send(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    .end(html)
}
