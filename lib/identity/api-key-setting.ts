import { z } from 'zod'
import { apiKeyNameSchema, apiScopeSchema } from './api-key'
import type { ApiScope } from './api-key'

/** A key named in the environment instead of the table. */
export type ConfiguredApiKey = {
  readonly name: string
  readonly scopes: readonly ApiScope[]
  readonly hash: Buffer
}

const oneKey = z
  .string()
  .trim()
  .transform((text) => text.split(':'))
  .pipe(
    z.tuple([
      apiKeyNameSchema,
      z
        .string()
        .transform((text) => text.split('+'))
        .pipe(z.array(apiScopeSchema).min(1)),
      z.string().regex(/^[0-9a-f]{64}$/i),
    ]),
  )
  .transform(([name, scopes, hash]): ConfiguredApiKey => ({ name, scopes, hash: Buffer.from(hash, 'hex') }))

/**
 * The setting API_KEYS: `name:scope+scope:sha256hex`, joined by commas. Each name and each hash once, so that a
 * refused or removed key is exactly one entry.
 */
export const apiKeysSettingSchema = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(oneKey))
  // A transform and no refine: refinements also see entries that were refused.
  .transform((keys, context) => {
    if (distinct(keys.map(({ name }) => name)) && distinct(keys.map(({ hash }) => hash.toString('hex'))))
      return keys
    context.addIssue('a name or hash is there twice')
    return z.NEVER
  })

function distinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length
}
