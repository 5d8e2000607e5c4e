import { exportJWK, generateKeyPair, type JWK } from 'jose'
import type { WireListener } from '../exchange'
import { openProvider, type RealmSettings } from './realm-provider'
import { answerSignIn } from './sign-in'

/** A new key to sign ID tokens with: no key lies in the repository, and each start has its own. */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }
}

/** Answers everything below `/${realm}`: the sign-in page itself, the provider all else. */
export function listenForRealm(settings: RealmSettings): WireListener {
  const { realm, people } = settings
  const provider = openProvider(settings)
  const answer = provider.callback()
  const mount = `/${realm}`
  return async (request, response) => {
    const url = request.url ?? mount
    if (url.startsWith(`${mount}/interaction/`)) {
      return answerSignIn({ realm, provider, people }, request, response)
    }
    // The provider's routes know nothing of the mount; it takes its own addresses from `baseUrl`, as with Express.
    request.url = url.slice(mount.length) || '/'
    return answer(Object.assign(request, { baseUrl: mount }), response)
  }
}
