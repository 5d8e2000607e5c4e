import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startChild } from './children'

const SOURCES = [
  'app',
  'lib',
  'public',
  'prisma/schema.prisma',
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
  'package-lock.json',
  'tsconfig.json',
]
const STAMP = '.next/.sources'
const BUILD_ID = '.next/BUILD_ID'

/** Builds the application unless the build at hand was made from these very sources. Throws with the build's output. */
export function buildOnce(): boolean {
  const wanted = fingerprint()
  if (isBuiltFrom(wanted)) return false
  rmSync(STAMP, { force: true })
  const built = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (built.status !== 0) throw new Error(`next build failed:\n${built.stdout}\n${built.stderr}`)
  writeFileSync(STAMP, stamp(wanted))
  return true
}

/** The same in a child, which ends with us however we end, and leaves us free to answer a Ctrl-C meanwhile. */
export async function buildApart(): Promise<boolean> {
  if (isBuiltFrom(fingerprint())) return false
  const build = startChild('build', ['--import', 'tsx', 'e2e/build-main.ts'], {
    env: process.env,
    show: false,
  })
  if ((await build.exited) !== 0) throw new Error(build.tail())
  return true
}

function isBuiltFrom(sources: string): boolean {
  return existsSync(STAMP) && existsSync(BUILD_ID) && readFileSync(STAMP, 'utf8') === stamp(sources)
}

/** The build's own name is part of it: a build made by hand in between is not taken for this one. */
function stamp(sources: string): string {
  return `${sources} ${readFileSync(BUILD_ID, 'utf8')}`
}

function fingerprint(): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of SOURCES.flatMap(filesOf).sort()) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
