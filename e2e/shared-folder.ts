import { randomUUID } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isRunning, markOf, processMark, readRecord } from './process-mark'
import { canEnter, unprivilegedUser } from './system-user'
import type { ChildUser } from './system-user'

/**
 * A folder of that name among the temporary ones, made when missing, which a child of that user can enter and which
 * nobody but us can change. Throws when there can be none.
 */
export function sharedFolder(name: string, user: ChildUser): string {
  const places = [...new Set([tmpdir(), '/tmp', '/var/tmp'])]
  for (const place of places.filter((path) => existsSync(path) && canEnter(path, user))) {
    const folder = join(place, name)
    if (!existsSync(folder)) mkdirSync(folder)
    const found = lstatSync(folder)
    // Anybody may have put something of this name there before us.
    if (!found.isDirectory() || found.uid !== process.getuid?.()) continue
    chmodSync(folder, 0o755)
    return folder
  }
  throw new Error(
    `No folder ${name} can be made in ${places.join(', ')}: remove what is there, or set TMPDIR.`,
  )
}

/**
 * A new folder, whose name begins so, for a database that lives no longer than this run. Those that killed runs of ours
 * left behind are removed.
 */
export function temporaryFolder(name: string): string {
  const folder = sharedFolder(`${name}-${randomUUID()}`, unprivilegedUser())
  writeFileSync(join(folder, OWNER), JSON.stringify(markOf(process.pid)))
  for (const other of readdirSync(dirname(folder)).filter((entry) => entry.startsWith(`${name}-`))) {
    const path = join(dirname(folder), other)
    const owner = readRecord(join(path, OWNER), processMark)
    const isOurs = lstatSync(path, { throwIfNoEntry: false })?.uid === process.getuid?.()
    if (isOurs && owner !== undefined && !isRunning(owner)) rmSync(path, { recursive: true, force: true })
  }
  return folder
}

const OWNER = 'owner.json'
