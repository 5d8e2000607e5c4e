import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { buildApart } from '../build'
import { temporaryFolder } from '../shared-folder'
import { audit } from './audit'
import { FULL, SHORT } from './parts'
import type { Part, Run } from './parts'
import { report } from './scoreboard'
import type { Score } from './scoreboard'
import { untilSettled } from './settled'
import { openShop } from './shop'
import { openSystem } from './system'

// npm run faults: breaks the running system in every way we could think of, and audits it after each.
// `--short` is the set that belongs to npm test; `--only kills,orders` runs some parts.
const args = process.argv.slice(2)
const short = args.includes('--short')
const only = args[args.indexOf('--only') + 1]?.split(',')
const parts = (short ? SHORT : FULL).filter(({ name }) => !args.includes('--only') || only?.includes(name))

const begun = Date.now()
process.stdout.write('… building\n')
await buildApart()
const folder = temporaryFolder('university-faults')
process.stdout.write('… starting the system\n')
const system = await openSystem(folder)
const shop = openShop(system)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void giveUp())

const scores: Score[] = []
try {
  const run: Run = { system, shop, folder, accepted: new Set() }
  for (const part of parts) scores.push(await runPart(part, run))
} finally {
  await close()
}
const { text, isGood } = report(scores)
process.stdout.write(`\n${text}\n${isGood ? 'All is well' : 'NOT WELL'} (${seconds()} s)\n`)
if (short) keepCounts(scores)
process.exitCode = isGood ? 0 : 1

async function runPart(part: Part, run: Run): Promise<Score> {
  try {
    const result = await part.run(run)
    if (result === undefined) {
      process.stdout.write(`  ${part.name}: not possible here\n`)
      return {
        part: `${part.name} (not possible here)`,
        deliveries: 0,
        kills: 0,
        problems: [],
        recoveries: [],
      }
    }
    if (part.ownAudit === true) return result
    await untilSettled(system)
    return { ...result, problems: [...result.problems, ...(await audit(system, run.accepted))] }
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const logs = [system.web, ...system.workers].map((program) => program.child().tail().slice(-2_000))
    process.stdout.write(`${logs.join('\n---\n')}\n`)
    return { part: part.name, deliveries: 0, kills: 0, problems: [{ fault: 'wrong', what }], recoveries: [] }
  }
}

async function close(): Promise<void> {
  await shop.close()
  await system.close()
  rmSync(folder, { recursive: true, force: true })
}

async function giveUp(): Promise<void> {
  await close().catch(() => undefined)
  process.exit(130)
}

/** In the shape in which npm test reads how many checks there were. */
function keepCounts(all: readonly Score[]): void {
  const failed = all.filter(({ problems }) => problems.length > 0).length
  mkdirSync('test-results', { recursive: true })
  const counts = { numPassedTests: all.length - failed, numFailedTests: failed }
  writeFileSync('test-results/faults.json', JSON.stringify(counts))
}

function seconds(): string {
  return ((Date.now() - begun) / 1_000).toFixed(0)
}
