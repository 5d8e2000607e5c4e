const PRODUCTION = 'https://login.salesforce.com'
const SANDBOX = 'https://test.salesforce.com'

/**
 * Whom a JWT for this login address may be meant for, the likeliest first. Salesforce documents the two general login
 * addresses, but not which of them is behind a My Domain; its own command line tries one after the other, too.
 */
export function audiencesOf(loginUrl: string): readonly string[] {
  const { hostname, origin } = new URL(loginUrl)
  if (hostname !== 'salesforce.com' && !hostname.endsWith('.salesforce.com')) return [origin]
  const general =
    hostname === 'test.salesforce.com' || /\.(sandbox|scratch)\./.test(hostname)
      ? [SANDBOX, PRODUCTION]
      : [PRODUCTION, SANDBOX]
  return [...new Set([...general, origin])]
}
