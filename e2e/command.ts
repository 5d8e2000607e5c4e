import { spawn } from 'node:child_process'

export type CommandEnd = { readonly code: number | null; readonly out: string; readonly err: string }

/** What every command reads, with nothing behind it; tests put in what they work on. */
const ENVIRONMENT = {
  NODE_ENV: 'production' as const,
  APP_URL: 'http://localhost',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  TERMS_URL: 'http://localhost/terms',
  PRIVACY_URL: 'http://localhost/privacy',
  HELP_URL: 'http://localhost/help',
  STRIPE_SECRET_KEY: 'sk_test_command',
  STRIPE_WEBHOOK_SECRET: 'whsec_command',
  FLOCKJAY_API_URL: 'http://localhost/flockjay',
  FLOCKJAY_API_TOKEN: 'flockjay-command',
  FLOCKJAY_URL: 'http://localhost/flockjay',
  LOG_LEVEL: 'silent',
}

/** Runs a command as npm does, with its own process and environment, to its end. */
export async function runCommand(
  file: string,
  environment: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Promise<CommandEnd> {
  const env = { PATH: process.env['PATH'], ...ENVIRONMENT, ...environment }
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...words], { env })
  const text = { out: '', err: '' }
  child.stdout.on('data', (data) => (text.out += String(data)))
  child.stderr.on('data', (data) => (text.err += String(data)))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, ...text }
}
