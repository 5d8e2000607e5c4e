import type { Database } from '@/lib/db/database'
import { staffNames } from '@/lib/support/staff-names'

const OTHERS: Readonly<Record<string, string>> = {
  seed: 'the seed',
  system: 'the system',
  command: 'a command',
  worker: 'the schedule',
}

/** What to call each of those who acted, as rows name them: "Mara Marsh", "the seed", "a command". */
export async function peopleNames(
  db: Pick<Database, 'prisma'>,
  actors: readonly string[],
): Promise<(actor: string) => string> {
  const names = await staffNames(db, actors)
  return (actor) => names.get(actor) ?? OTHERS[actor] ?? 'somebody unknown'
}
