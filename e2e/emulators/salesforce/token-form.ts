import type { EmulatorRequest } from '../exchange'

/** What a token request says; who asks may stand in the form, or in a Basic header, which then counts. */
export type TokenForm = {
  readonly grantType: string | undefined
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly assertion: string | undefined
}

export function tokenForm({ headers, body }: EmulatorRequest): TokenForm {
  const form = new URLSearchParams(body)
  const basic = basicCredentials(headers.authorization)
  return {
    grantType: form.get('grant_type') ?? undefined,
    clientId: basic?.[0] ?? form.get('client_id') ?? undefined,
    clientSecret: basic?.[1] ?? form.get('client_secret') ?? undefined,
    assertion: form.get('assertion') ?? undefined,
  }
}

function basicCredentials(authorization: string | undefined): readonly [string, string] | undefined {
  const [, encoded] = /^Basic (.+)$/i.exec(authorization ?? '') ?? []
  if (encoded === undefined) return undefined
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 0 ? undefined : [text.slice(0, colon), text.slice(colon + 1)]
}
