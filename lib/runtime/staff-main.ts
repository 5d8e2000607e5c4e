import { z } from 'zod'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'
import { parseStaffCommand } from '@/lib/identity/staff-member-command'
import { listStaff } from '@/lib/identity/staff-member-list'
import { grantRole, revokeRole } from '@/lib/identity/staff-member-roles'
import type { GrantResult, RevokeResult } from '@/lib/identity/staff-member-roles'

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

const environment = z
  .object({
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    STAFF_SSO_ISSUER: z
      .string()
      .optional()
      .transform((issuer) => (issuer === '' ? undefined : issuer)),
  })
  .safeParse(process.env)
if (!environment.success) stop('npm run staff needs DATABASE_URL (the role of the app), postgresql://…')
const { DATABASE_URL, STAFF_SSO_ISSUER } = environment.data
const command = parseStaffCommand(process.argv.slice(2), STAFF_SSO_ISSUER)
if (command.verb === 'refuse') stop(command.message)
if (command.verb !== 'list' && STAFF_SSO_ISSUER !== undefined && command.who.issuer !== STAFF_SSO_ISSUER)
  process.stderr.write('Note: this is not STAFF_SSO_ISSUER, so this person cannot sign in here as it is.\n')
const db = openDatabase(DATABASE_URL, {
  connections: 1,
  applicationName: 'university-staff',
  onIdleError: () => undefined,
})
try {
  if (command.verb === 'list') await print(db)
  else {
    const change = command.verb === 'grant' ? grantRole : revokeRole
    const { outcome } = await change(db, 'command', command.who, command.role)
    process.stdout.write(`${WORDS[outcome]}\n`)
    if (FAILED.has(outcome)) process.exitCode = 1
  }
} finally {
  await db.close()
}

async function print(from: Database): Promise<void> {
  const list = await listStaff(from, 'command')
  if (list.outcome === 'forbidden') stop(WORDS.forbidden)
  if (list.members.length === 0) process.stdout.write('Nobody has signed in or was named yet.\n')
  for (const { issuer, subject, name, roles, lastSignInAt } of list.members) {
    const seen = lastSignInAt === null ? 'never signed in' : `last in ${lastSignInAt.toISOString()}`
    process.stdout.write(
      [subject, name ?? '–', roles.join(', ') || 'no role', seen, issuer].join('\t') + '\n',
    )
  }
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
