import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { z } from 'zod'
import { readRecord } from './process-mark'
import { sharedFolder } from './shared-folder'

/** Quiet, and usable as root and in a container without a display. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--in-process-gpu',
  // A page that keeps moving keeps the journey waiting for it to stand still: twice the time in all.
  '--force-prefers-reduced-motion',
]
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

export type BrowserChoice = {
  readonly executablePath: string
  readonly args: string[]
}

/**
 * A Chromium for the journeys: Playwright's own, else the one inside an npm package, which draws faster than the system's,
 * else that. Throws with what to do where there is none.
 */
export async function chooseBrowser(): Promise<BrowserChoice> {
  const own = chromium.executablePath()
  if (existsSync(own)) return { executablePath: own, args: FLAGS }
  if (process.platform === 'linux' && process.arch === 'x64') return packagedBrowser()
  const system = SYSTEM.find((path) => existsSync(path))
  if (system !== undefined) return { executablePath: system, args: FLAGS }
  throw new Error('There is no Chromium here. Install one with: npx playwright install chromium')
}

/**
 * The npm package's Chromium (x64 Linux). It brings the system libraries it needs, and unpacks them when told so. The
 * flags it recommends are left out: they switch off what journeys must meet, such as the same-origin policy.
 */
export async function packagedBrowser(): Promise<BrowserChoice> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  const before = process.env['TMPDIR']
  // The package knows no other setting, and the place it would take is closed to a second user of this machine.
  process.env['TMPDIR'] = unpacked()
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return { executablePath: await packaged.executablePath(), args: FLAGS }
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** The folder where this version is unpacked for this user. It gets its name when it is whole. */
function unpacked(): string {
  const root = join(import.meta.dirname, '..')
  const file = join(root, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  const version = readRecord(file, z.object({ version: z.string() }))?.version
  const own = sharedFolder(`university-chromium-${version}-${process.getuid?.()}`, undefined)
  const folder = join(own, 'unpacked')
  if (existsSync(folder)) return folder
  const fresh = mkdtempSync(`${folder}-`)
  try {
    const unpack = "await (await import('@sparticuz/chromium')).default.executablePath()"
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', unpack], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: fresh },
    })
    if (status !== 0) throw new Error(`The browser could not be unpacked:\n${stderr}`)
    if (!existsSync(folder)) renameSync(fresh, folder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  return folder
}
