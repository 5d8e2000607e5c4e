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

/**
 * Builds the application unless the build at hand was made from these very sources; true when it built. Throws with the
 * build's last lines.
 */
export async function buildOnce(): Promise<boolean> {
  const sources = fingerprint()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stampOf(sources)) return false
  rmSync(STAMP, { force: true })
  const build = startChild('build', ['node_modules/next/dist/bin/next', 'build'], {
    env: { ...process.env, NODE_ENV: 'production' },
    show: false,
  })
  if ((await build.exited) !== 0) throw new Error(`next build failed:\n${build.tail()}`)
  writeFileSync(STAMP, stampOf(sources))
  return true
}

/** The build's own name is part of it: a build made by hand in between is not taken for this one. */
function stampOf(sources: string): string {
  return `${sources} ${existsSync(BUILD_ID) ? readFileSync(BUILD_ID, 'utf8') : 'no build'}`
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
