/** How the shop is let into an org, by one of the two flows without a person. */
export type SalesforceAuth =
  | { readonly kind: 'client-credentials'; readonly clientSecret: string }
  /** The private key as PEM (PKCS #8 or #1); its certificate is with the app, and the user is approved for it. */
  | { readonly kind: 'jwt'; readonly username: string; readonly privateKey: string }

export type SalesforceClientSettings = {
  /** The org's My Domain, e.g. https://redis.my.salesforce.com. */
  readonly loginUrl: string
  readonly clientId: string
  readonly auth: SalesforceAuth
  /** `email`, or the API name of the contact's field that holds what Redis Cloud calls a contact; `Id` included. */
  readonly contactKey: string
  /** For each HTTP call, until its body is read; 30 s without. */
  readonly timeoutMs?: number
  readonly now?: () => Date
}

/** The release whose shape of answers we know (Summer ’26); without it jsforce asks for one of 2020. */
export const API_VERSION = '67.0'
