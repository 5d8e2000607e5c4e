import { readdir } from 'node:fs/promises'

/** Names of the migrations in a folder, oldest first. */
export async function migrationNames(folder = 'prisma/migrations'): Promise<string[]> {
  const entries = await readdir(/* turbopackIgnore: true */ folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}
