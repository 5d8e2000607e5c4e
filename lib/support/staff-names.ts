import { z } from 'zod'
import type { Database } from '@/lib/db/database'

const membersSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    subject: z.string(),
  }),
)
/** As `auditActor` writes it. */
const STAFF = /^staff:([0-9a-f-]{36})$/

/** What to call whoever acted, by how rows name them. Who is not staff, or not known any more, is left out. */
export async function staffNames(
  { prisma }: Pick<Database, 'prisma'>,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = new Set(actors.flatMap((actor) => STAFF.exec(actor)?.[1] ?? []))
  if (ids.size === 0) return new Map()
  const rows = await prisma.staffMember.findMany({ where: { id: { in: [...ids] } } })
  return new Map(
    membersSchema
      .parse(rows)
      .map(({ id, name, email, subject }) => [`staff:${id}`, name ?? email ?? subject]),
  )
}
