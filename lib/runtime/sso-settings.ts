import type { SsoSettings } from '@/lib/identity/realm'

type Group = {
  readonly ISSUER: string | undefined
  readonly CLIENT_ID: string | undefined
  readonly CLIENT_SECRET: string | undefined
}

/** An issuer's three values when all are set; undefined when none is. Half a group never gets here. */
export function ssoSettings({ ISSUER, CLIENT_ID, CLIENT_SECRET }: Group): SsoSettings | undefined {
  if (ISSUER === undefined || CLIENT_ID === undefined || CLIENT_SECRET === undefined) return undefined
  return { issuer: ISSUER, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }
}

/** Names of the values a half-configured group is missing. */
export function missingOfGroup(
  prefix: string,
  set: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const names = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET'].map((name) => `${prefix}_${name}`)
  const missing = names.filter((name) => set[name] === undefined)
  return missing.length === names.length ? [] : missing
}
