/**
 * May a link lead the learner back to this address: an allowed host, by https, with no user name that would make another
 * host look like it. Everything else would be an open redirect.
 */
export function isAllowedReturn(
  address: string,
  { returnHosts, httpsOnly }: { readonly returnHosts: readonly string[]; readonly httpsOnly: boolean },
): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  const safe = protocol === 'https:' || (protocol === 'http:' && !httpsOnly)
  return safe && username === '' && password === '' && returnHosts.includes(host)
}
