import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

/** Quiet, and usable as root and in a container without a display. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

export type BrowserChoice = {
  readonly executablePath?: string
  readonly args: string[]
  readonly from: string
}

/** A Chromium for the journeys: Playwright's own, else the system's, else the one inside an npm package. */
export async function chooseBrowser(): Promise<BrowserChoice> {
  if (existsSync(chromium.executablePath())) return { args: FLAGS, from: 'Playwright' }
  const system = SYSTEM.find((path) => existsSync(path))
  if (system !== undefined) return { executablePath: system, args: FLAGS, from: system }
  return packagedBrowser()
}

/** The npm package's Chromium (x64 Linux). It brings the system libraries it needs, and unpacks them when told so. */
export async function packagedBrowser(): Promise<BrowserChoice> {
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  return {
    executablePath: await packaged.executablePath(),
    args: [...FLAGS, ...packaged.args.filter((flag) => !flag.startsWith('--headless'))],
    from: 'the npm package',
  }
}
