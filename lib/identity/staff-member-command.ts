import { z } from 'zod'
import { ROLES, roleSchema } from './role'
import type { Role } from './role'
import type { StaffIdentity } from './staff-member'

export type StaffCommand =
  | { readonly verb: 'list' }
  | { readonly verb: 'grant' | 'revoke'; readonly who: StaffIdentity; readonly role: Role }
  /** What to say instead of doing anything. */
  | { readonly verb: 'refuse'; readonly message: string }

export const STAFF_USAGE = [
  'npm run staff -- list',
  'npm run staff -- grant [issuer] <subject> <role>',
  'npm run staff -- revoke [issuer] <subject> <role>',
  '',
  `Roles: ${ROLES.join(', ')}. The issuer is STAFF_SSO_ISSUER unless an address is given.`,
  'The subject is what the sign-in page shows to somebody without a role.',
].join('\n')

const issuerSchema = z.url({ protocol: /^https?$/ })
const subjectSchema = z.string().trim().min(1).max(255)

/** Reads the words behind `npm run staff --`. `configured` is STAFF_SSO_ISSUER, when it is set. */
export function parseStaffCommand(words: readonly string[], configured: string | undefined): StaffCommand {
  const [verb, ...rest] = words
  if (verb === 'list' && rest.length === 0) return { verb }
  if (verb !== 'grant' && verb !== 'revoke') return refuse(STAFF_USAGE)
  const named = issuerSchema.safeParse(rest[0]).success
  const [subject, role, ...tooMany] = named ? rest.slice(1) : rest
  const issuer = named ? rest[0] : configured
  if (subject === undefined || role === undefined || tooMany.length > 0) return refuse(STAFF_USAGE)
  if (issuer === undefined) return refuse('Name the issuer: STAFF_SSO_ISSUER is not set.')
  const parsed = { subject: subjectSchema.safeParse(subject), role: roleSchema.safeParse(role) }
  if (!parsed.subject.success) return refuse('The subject has 1 to 255 characters.')
  if (!parsed.role.success) return refuse(`There is no role "${role}". There are: ${ROLES.join(', ')}.`)
  return { verb, who: { issuer, subject: parsed.subject.data }, role: parsed.role.data }
}

function refuse(message: string): StaffCommand {
  return { verb: 'refuse', message }
}
