import { z } from 'zod'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { parseStaffCommand } from '@/lib/identity/staff-member-command'
import { listStaff } from '@/lib/identity/staff-member-list'
import { grantRole, revokeRole } from '@/lib/identity/staff-member-roles'
import type { GrantResult, RevokeResult } from '@/lib/identity/staff-member-roles'
import type { CommandResult } from './command-result'

const WORDS: Readonly<Record<(GrantResult | RevokeResult)['outcome'], string>> = {
  granted: 'Given. It counts from their next request on.',
  'had-it': 'They have this role already; nothing changed.',
  revoked: 'Taken away. It ends with their next request.',
  'had-it-not': 'They do not have this role; nothing changed.',
  'last-admin': 'Refused: this is the last admin. Give the role to another first.',
  unknown: 'Nobody of this issuer and subject has signed in or was named here.',
  forbidden: 'Refused.',
}
const FAILED: ReadonlySet<string> = new Set(['last-admin', 'unknown', 'forbidden'])

const environmentSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  STAFF_SSO_ISSUER: z
    .string()
    .optional()
    .transform((issuer) => (issuer === '' ? undefined : issuer)),
})

/** `npm run staff -- …`: lists who works here, gives and takes roles. A database that cannot be asked throws. */
export async function staffCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Promise<CommandResult> {
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) return refuse('npm run staff needs DATABASE_URL (the role of the app), postgresql://…')
  const { DATABASE_URL, STAFF_SSO_ISSUER } = parsed.data
  const command = parseStaffCommand(args, STAFF_SSO_ISSUER)
  if (command.verb === 'refuse') return refuse(command.message)
  const db = openDatabase(DATABASE_URL, {
    connections: 1,
    applicationName: 'university-staff',
    onIdleError: () => undefined,
  })
  try {
    if (command.verb === 'list') return { code: 0, out: await list(db), err: '' }
    const change = command.verb === 'grant' ? grantRole : revokeRole
    const { outcome } = await change(db, 'command', command.who, command.role)
    const foreign = STAFF_SSO_ISSUER !== undefined && command.who.issuer !== STAFF_SSO_ISSUER
    return { code: FAILED.has(outcome) ? 1 : 0, out: `${WORDS[outcome]}\n`, err: foreign ? FOREIGN : '' }
  } finally {
    await db.close()
  }
}

const FOREIGN = 'Note: this is not STAFF_SSO_ISSUER, so this person cannot sign in here as it is.\n'

async function list(db: Database): Promise<string> {
  const found = await listStaff(db, 'command')
  if (found.outcome === 'forbidden') return `${WORDS.forbidden}\n`
  if (found.members.length === 0) return 'Nobody has signed in or was named yet.\n'
  return found.members
    .map(({ issuer, subject, name, roles, lastSignInAt }) => {
      const seen = lastSignInAt === null ? 'never signed in' : `last in ${lastSignInAt.toISOString()}`
      return [subject, name ?? '–', roles.join(', ') || 'no role', seen, issuer].join('\t') + '\n'
    })
    .join('')
}

function refuse(message: string): CommandResult {
  return { code: 1, out: '', err: `${message}\n` }
}
