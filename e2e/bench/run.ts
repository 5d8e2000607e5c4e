import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, freePort, startPostgres } from '../postgres'
import { startStack } from '../stack'
import { measureBacklog } from './backlog'
import { measureEntitlements } from './entitlements'
import type { Figure } from './figure'
import { measureLedgerAudit } from './ledger-audit'
import { measurePages } from './pages'
import { measurePurchases, measureStart } from './purchases'
import { measureSalesforce } from './salesforce'
import { measureWebhooks } from './webhooks'

process.env['UNIVERSITY_BENCH'] = '1'
say('Building with the routes to measure against')
const built = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
  encoding: 'utf8',
  env: { ...process.env, NODE_ENV: 'production' },
})
if (built.status !== 0) throw new Error(`${built.stdout}\n${built.stderr}`)

const folder = mkdtempSync(join(tmpdir(), 'university-bench-'))
await chmod(folder, 0o755)
// Durable, as in production: the commit's fsync is part of what is measured.
const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: 0, durable: true })
const database = await createDatabase(postgres.adminUrl, 'bench')
const ports = {
  app: await freePort(),
  stripe: await freePort(),
  flockjay: await freePort(),
  sso: await freePort(),
  salesforce: await freePort(),
}
const stack = await startStack({ ports, database, logLevel: 'info' })
try {
  const figures: Figure[] = []
  for (const [name, measure] of [
    ['pages', measurePages],
    ['starting a checkout', measureStart],
    ['from paid to unlocked', measurePurchases],
    ['webhooks and memory', measureWebhooks],
    ['a backlog of deliveries', measureBacklog],
    [
      'the ledger audit',
      async () => measureLedgerAudit(await createDatabase(postgres.adminUrl, 'bench_audit')),
    ],
    [
      'the Salesforce backfill',
      async () => measureSalesforce(stack.env, await createDatabase(postgres.adminUrl, 'bench_salesforce')),
    ],
    // Last: a million purchases would slow what is measured after them.
    ['entitlements', measureEntitlements],
  ] as const) {
    say(`Measuring ${name}`)
    figures.push(...(await measure(stack)))
  }
  print(figures)
} finally {
  await stack.close()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
}

function say(line: string): void {
  process.stdout.write(`… ${line}\n`)
}

function print(figures: readonly Figure[]): void {
  for (const { what, method, aim, result, met } of figures) {
    process.stdout.write(`\n${met ? '✓' : '✗ missed:'} ${what}: ${result} (aim ${aim})\n    ${method}\n`)
  }
}
