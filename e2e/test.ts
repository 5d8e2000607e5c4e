import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import { startChild, stopChild } from './children'
import type { Child } from './children'

/** One step of `npm test`: a command, and where its test counts can be read afterwards. */
type Step = { readonly name: string; readonly run: readonly string[]; readonly report?: string }

const RESULTS = 'test-results'
const SOURCES = ['app', 'lib', 'prisma', 'e2e', 'proxy.ts', 'next.config.ts']

/** Steps of one lane run one after the other; the two lanes run beside each other, one for each core. */
const LANES: readonly (readonly Step[])[] = [
  [
    { name: 'format', run: ['prettier', '--check', '--log-level=warn', '.'] },
    { name: 'types', run: ['typescript:tsc', '--noEmit', '-p', '.'] },
    { name: 'lint', run: ['eslint', '.'] },
    {
      name: 'boundaries',
      run: ['dependency-cruiser:depcruise', ...SOURCES, '--config', '.dependency-cruiser.mjs'],
    },
    { name: 'dead code', run: ['knip', '--no-progress', '--no-config-hints'] },
    { name: 'build', run: ['tsx', 'e2e/build-main.ts'] },
  ],
  [
    {
      name: 'unit and integration',
      run: [
        'vitest',
        'run',
        '--config',
        'e2e/vitest.config.ts',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${RESULTS}/vitest.json`,
      ],
      report: `${RESULTS}/vitest.json`,
    },
  ],
]
/** A short set of `npm run faults`: it runs alone, because it measures how soon all is well again. */
const FAULTS: Step = {
  name: 'faults',
  run: ['tsx', 'e2e/faults/run.ts', '--short'],
  report: `${RESULTS}/faults.json`,
}
const JOURNEYS: Step = {
  name: 'journeys',
  run: ['@playwright/test:playwright', 'test', '--config', 'e2e/playwright.config.ts'],
  report: `${RESULTS}/playwright.json`,
}

const begun = Date.now()
const failed: string[] = []
const running = new Set<Child>()
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void interrupt())
rmSync(RESULTS, { recursive: true, force: true })
mkdirSync(RESULTS, { recursive: true })

await Promise.all(LANES.map(runLane))
await runStep(FAULTS)
await runStep(JOURNEYS)
if (interrupted) await new Promise(() => undefined)

const counts = [...LANES.flat(), FAULTS, JOURNEYS].flatMap(({ report }) =>
  report === undefined ? [] : [readCounts(report)],
)
const passedTests = counts.reduce((sum, { passed }) => sum + passed, 0)
const failedTests = counts.reduce((sum, count) => sum + count.failed, 0)
say(failed.length === 0 ? 'Everything passed' : `Failed: ${failed.join(', ')}`, begun)
process.stdout.write(`${passedTests} passed, ${Math.max(failedTests, failed.length)} failed\n`)
process.exitCode = failed.length === 0 ? 0 : 1

async function runLane(steps: readonly Step[]): Promise<void> {
  for (const step of steps) await runStep(step)
}

async function runStep({ name, run }: Step): Promise<void> {
  if (interrupted) return
  const from = Date.now()
  process.stdout.write(`… ${name}\n`)
  const { code, output } = await execute(run)
  if (interrupted) return
  say(`${code === 0 ? '✓' : '✗'} ${name}`, from)
  if (code === 0) return
  failed.push(name)
  process.stdout.write(`${output}\n`)
}

async function execute([command = '', ...args]: readonly string[]): Promise<{
  code: number | null
  output: string
}> {
  const env = { ...process.env, FORCE_COLOR: '0' }
  const child = startChild(command, [binary(command), ...args], { env, show: false })
  running.add(child)
  const code = await child.exited
  running.delete(child)
  return { code, output: child.output().slice(-20_000) }
}

/** Ctrl-C: the steps stop what they started, then we end. */
async function interrupt(): Promise<void> {
  if (interrupted) return
  interrupted = true
  process.stdout.write('\nStopping …\n')
  await Promise.all([...running].map((child) => stopChild(child, 15_000, 'SIGINT')))
  process.exit(130)
}

/** `package` or `package:command` -> the JavaScript file behind it. */
function binary(name: string): string {
  const [folder = '', command = folder] = name.split(':')
  const { bin } = z
    .object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) })
    .parse(JSON.parse(readFileSync(`node_modules/${folder}/package.json`, 'utf8')))
  const entry = typeof bin === 'string' ? bin : bin[command]
  if (entry === undefined) throw new Error(`${folder} has no command ${command}`)
  return `node_modules/${folder}/${entry}`
}

function readCounts(report: string): { passed: number; failed: number } {
  if (!existsSync(report)) return { passed: 0, failed: 0 }
  const data: unknown = JSON.parse(readFileSync(report, 'utf8'))
  const vitest = z.object({ numPassedTests: z.number(), numFailedTests: z.number() }).safeParse(data)
  if (vitest.success) return { passed: vitest.data.numPassedTests, failed: vitest.data.numFailedTests }
  const { stats } = z
    .object({ stats: z.object({ expected: z.number(), unexpected: z.number() }) })
    .parse(data)
  return { passed: stats.expected, failed: stats.unexpected }
}

function say(line: string, from: number): void {
  process.stdout.write(`${line} (${((Date.now() - from) / 1_000).toFixed(1)} s)\n`)
}
