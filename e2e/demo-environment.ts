import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where lib/runtime/run.mjs looks for it. */
const FILE = 'demo-environment.json'
/** What operators' commands need; nothing of this shell's own environment. */
const WANTED =
  /^(DATABASE_URL|APP_URL|NEXTAUTH_SECRET|TERMS_URL|PRIVACY_URL|HELP_URL|CHECKOUT_FORM|(STRIPE|ISRAEL|FLOCKJAY|SALESFORCE|HANDOFF|CLOUD_SSO|STAFF_SSO)_\w+)$/

/**
 * Keeps the demo's settings in its data folder while it runs, so that `npm run reconcile` and the other commands work
 * on it from a second terminal. Returns what takes them away again.
 */
export function keepDemoEnvironment(dataDir: string, env: NodeJS.ProcessEnv): () => Promise<void> {
  const file = join(dataDir, FILE)
  const wanted = Object.entries(env).filter(([name, value]) => value !== undefined && WANTED.test(name))
  writeFileSync(file, JSON.stringify(Object.fromEntries(wanted), null, 2), { mode: 0o600 })
  return () => Promise.resolve(rmSync(file, { force: true }))
}
