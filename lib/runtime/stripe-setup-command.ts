import { openDatabase } from '@/lib/db/database'
import { inspectAccounts } from '@/lib/stripe/setup/inspect-accounts'
import type { InspectMode } from '@/lib/stripe/setup/inspect-account'
import { exitCode, jsonReport, textReport } from '@/lib/stripe/setup/report'
import { ConfigError } from './config'
import { accountPlans, readSetupConfig } from './stripe-setup-plan'

type Environment = Readonly<Record<string, string | undefined>>

/** 0: nothing stands against selling; 1: something does; 2: it could not come to its end. */
export type SetupResult = { readonly code: 0 | 1 | 2; readonly out: string; readonly err: string }

/**
 * `npm run stripe:setup` (`repair`: makes what a machine may make) and `npm run stripe:check` (`look`: only reads, at
 * Stripe and in the database). `--json` for programs.
 */
export async function stripeSetupCommand(
  mode: InspectMode,
  args: readonly string[],
  environment: Environment,
  now: Date,
): Promise<SetupResult> {
  const json = args.includes('--json')
  const unknown = args.find((arg) => arg !== '--json')
  if (unknown !== undefined) return failed(`There is no ${unknown}: only --json.`)
  try {
    const config = readSetupConfig(environment)
    const db = openDatabase(config.DATABASE_URL, {
      connections: 2,
      applicationName: 'university-stripe-setup',
      onIdleError: () => undefined,
    })
    try {
      const reports = await inspectAccounts(await accountPlans(db, config), mode, now)
      return { code: exitCode(reports), out: json ? jsonReport(reports) : textReport(reports), err: '' }
    } finally {
      await db.close()
    }
  } catch (error) {
    if (error instanceof ConfigError) return failed(error.message)
    return failed(`It broke off: ${error instanceof Error ? error.message : 'unknown'}. It can be run again.`)
  }
}

function failed(message: string): SetupResult {
  return { code: 2, out: '', err: `${message}\n` }
}
