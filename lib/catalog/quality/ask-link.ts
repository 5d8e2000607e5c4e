import { lookup } from 'node:dns/promises'
import type { LookupAddress } from 'node:dns'
import { request as httpsRequest } from 'node:https'
import type { RequestOptions } from 'node:https'
import { isIP } from 'node:net'
import type { LookupFunction } from 'node:net'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { isPublicAddress } from './public-address'

/** How a link of another site stands. */
export type LinkAnswer =
  | { readonly state: 'alive' }
  /** 404 or 410. */
  | { readonly state: 'dead'; readonly status: number }
  /** Not reached, or it answered neither that it is there nor that it is not. */
  | { readonly state: 'unclear'; readonly status?: number }
  /** It leads to where we do not ask: not https, another port, not the public internet. */
  | { readonly state: 'refused' }

/** How the outside is reached. Only tests pass another one than `INTERNET`. */
export type Outside = {
  readonly request: (options: RequestOptions, answered: (answer: IncomingMessage) => void) => ClientRequest
  readonly port: number
  readonly resolve: (host: string) => Promise<LookupAddress[]>
  readonly isPublic: (address: string) => boolean
}

export const INTERNET: Outside = {
  request: (options, answered) => httpsRequest(options, answered),
  port: 443,
  resolve: (host) => lookup(host, { all: true }),
  isPublic: isPublicAddress,
}

const MOST_REDIRECTS = 3
const REDIRECTS = [301, 302, 303, 307, 308]
const GONE = [404, 410]

/**
 * Asks whether a page of another site is there, as a stranger would: only https at its usual port, only where every
 * address of the name is on the public internet, and connected to those very addresses, so that a name cannot answer
 * differently the second time. The same at each redirect, of which there may be three. No body is read.
 */
export async function askLink(address: string, signal: AbortSignal, outside = INTERNET): Promise<LinkAnswer> {
  const head = await tried('HEAD', address, signal, outside)
  // Some servers know no HEAD, and some answer it with anything.
  return head.state === 'alive' || head.state === 'refused' ? head : tried('GET', address, signal, outside)
}

async function tried(...asked: Parameters<typeof follow>): Promise<LinkAnswer> {
  try {
    return await follow(...asked)
  } catch {
    return { state: 'unclear' }
  }
}

async function follow(
  method: 'HEAD' | 'GET',
  address: string,
  signal: AbortSignal,
  outside: Outside,
): Promise<LinkAnswer> {
  let url = new URL(address)
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const addresses = await checkedAddresses(url, signal, outside)
    if (addresses === undefined) return { state: 'refused' }
    const { status, location } = await ask(method, url, { addresses, signal, outside })
    if (!REDIRECTS.includes(status) || location === undefined) return judge(status)
    url = new URL(location, url)
  }
  return { state: 'unclear' }
}

function judge(status: number): LinkAnswer {
  if (status >= 200 && status < 300) return { state: 'alive' }
  return GONE.includes(status) ? { state: 'dead', status } : { state: 'unclear', status }
}

/** Where we may connect to for this address; undefined: nowhere. */
async function checkedAddresses(
  url: URL,
  signal: AbortSignal,
  { resolve, isPublic }: Outside,
): Promise<readonly LookupAddress[] | undefined> {
  // A URL leaves out its scheme's usual port.
  if (url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '')
    return undefined
  const host = hostOf(url)
  const family = isIP(host)
  const found = family === 0 ? await unlessAborted(resolve(host), signal) : [{ address: host, family }]
  return found.length > 0 && found.every(({ address }) => isPublic(address)) ? found : undefined
}

/** A name, or an address without the brackets of IPv6. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

type Way = {
  readonly addresses: readonly LookupAddress[]
  readonly signal: AbortSignal
  readonly outside: Outside
}

function ask(
  method: 'HEAD' | 'GET',
  url: URL,
  { addresses, signal, outside }: Way,
): Promise<{ status: number; location: string | undefined }> {
  const host = hostOf(url)
  return new Promise((resolve, reject) => {
    const asked = outside.request(
      {
        method,
        host,
        ...(isIP(host) === 0 && { servername: host }),
        port: outside.port,
        path: `${url.pathname}${url.search}`,
        headers: { host: url.host, accept: '*/*', 'user-agent': 'RedisUniversity-LinkCheck/1' },
        lookup: only(addresses),
        // A connection of its own: no pool may hand over one that was made for another answer of the name.
        agent: false,
        signal,
      },
      (answer) => {
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location })
        answer.destroy()
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}

/** Looks nothing up: the addresses that were checked are the answer. */
function only(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = addresses
    if (options.all) done(null, [...addresses])
    else done(null, first?.address ?? '', first?.family)
  }
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('the time is over'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
