/**
 * The caller's address, as far as it can be trusted: each of our proxies appends the address it saw, so the caller is
 * that many places from the end of X-Forwarded-For. What stands before it was written by the caller and is ignored.
 * With no proxy, the server's own entry is the last one.
 */
export function clientAddress(forwardedFor: string | null, trustedHops: number): string {
  const entries = (forwardedFor ?? '').split(',').map((entry) => entry.trim())
  return entries.at(-Math.max(1, trustedHops)) || 'unknown'
}
