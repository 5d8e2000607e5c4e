import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { apiKeyNameSchema, apiScopeSchema } from '@/lib/identity/api-key'
import { createApiKey, listApiKeys, revokeApiKey } from '@/lib/identity/api-key-record'
import type { CommandResult } from './command-result'

const USAGE = `Usage:
  npm run api-key -- create <name> --scopes ${apiScopeSchema.options.join(',')}
  npm run api-key -- list
  npm run api-key -- revoke <name>`
const NAME = 'A name is lower-case words joined by dashes, up to 60 characters, such as cloud-profile.'
const ACTOR = 'command'

/** What the caller got wrong, told without a stack. */
class UsageError extends Error {}

/**
 * `npm run api-key -- …`: makes, lists and revokes keys. Expected troubles become a message and code 1; a database that
 * cannot be asked throws.
 */
export async function apiKeyCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CommandResult> {
  const address = z.url({ protocol: /^postgres(ql)?$/ }).safeParse(environment['DATABASE_URL'])
  try {
    if (!address.success)
      throw new UsageError("npm run api-key needs DATABASE_URL, postgresql://… of the app's role.")
    const { positionals, scopes } = readArguments(args)
    const db = openDatabase(address.data, {
      connections: 1,
      applicationName: 'university-api-key',
      onIdleError: () => undefined,
    })
    try {
      return { code: 0, out: `${await perform(db, positionals, scopes)}\n`, err: '' }
    } finally {
      await db.close()
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { code: 1, out: '', err: `${error.message}\n` }
  }
}

function readArguments(args: readonly string[]): { positionals: string[]; scopes: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { scopes: { type: 'string' } },
    })
    return { positionals, scopes: values.scopes }
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

async function perform(
  db: Database,
  [action, name, ...more]: string[],
  scopes: string | undefined,
): Promise<string> {
  if (more.length > 0) throw new UsageError(USAGE)
  if (action === 'create' && name !== undefined && scopes !== undefined) return create(db, name, scopes)
  if (action === 'list' && name === undefined && scopes === undefined) return list(db)
  if (action === 'revoke' && name !== undefined && scopes === undefined) return revoke(db, name)
  throw new UsageError(USAGE)
}

async function create(db: Database, name: string, scopes: string): Promise<string> {
  if (!apiKeyNameSchema.safeParse(name).success) throw new UsageError(`"${name}" is no name. ${NAME}`)
  const wanted = [...new Set(scopes.split(',').map((scope) => scope.trim()))]
  const parsed = z.array(apiScopeSchema).safeParse(wanted)
  if (!parsed.success) {
    const unknown = wanted.filter((scope) => !apiScopeSchema.safeParse(scope).success)
    throw new UsageError(
      `Unknown scope: "${unknown.join('", "')}". There are: ${apiScopeSchema.options.join(', ')}.`,
    )
  }
  const made = await createApiKey(db, { name, scopes: parsed.data, actor: ACTOR })
  if (made.outcome === 'name-taken') {
    throw new UsageError(`A key named "${name}" is in use. Revoke it first, or choose another name.`)
  }
  return `${made.key}\nThis key is shown once and is not kept. Hand it over safely.`
}

async function revoke(db: Database, name: string): Promise<string> {
  const { outcome } = await revokeApiKey(db, { name, actor: ACTOR, now: new Date() })
  if (outcome === 'unknown') throw new UsageError(`No key named "${name}" is in use.`)
  return `The key "${name}" is refused from now on.`
}

async function list(db: Database): Promise<string> {
  const keys = await listApiKeys(db)
  if (keys.length === 0) return 'There are no keys.'
  const rows = keys.map(({ name, scopes, createdAt, lastUsedAt, revokedAt }) => [
    name,
    scopes.join(','),
    createdAt.toISOString(),
    lastUsedAt?.toISOString() ?? 'never',
    revokedAt?.toISOString() ?? '-',
  ])
  const lines = [['name', 'scopes', 'created', 'last used', 'revoked'], ...rows]
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
