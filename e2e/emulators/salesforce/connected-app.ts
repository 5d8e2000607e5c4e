/** Whom the JWT bearer flow lets in: who signs with the key of this certificate or public key, for this user. */
export type JwtSettings = { readonly publicKeyPem: string; readonly username: string }

/** The connected app as its admin set it up. */
export type ConnectedApp = {
  readonly clientId: string
  /** Turns the client credentials flow on, with a user to run as. */
  readonly clientSecret?: string
  /** Turns the JWT bearer flow on, with one user approved beforehand. */
  readonly jwt?: JwtSettings
}
