import { readFile, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { applyImport } from '@/lib/catalog/transfer/apply-import'
import { checkImport } from '@/lib/catalog/transfer/check-import'
import { exportCatalog } from '@/lib/catalog/transfer/export-catalog'
import type { ImportMode, ImportPlan } from '@/lib/catalog/transfer/plan'
import { planLines } from '@/lib/catalog/transfer/plan-words'
import { problemLine } from '@/lib/catalog/transfer/read-file'
import { systemClock } from '@/lib/clock'
import { openDatabase } from '@/lib/db/database'
import type { Database } from '@/lib/db/database'

/** How the commands end, for whoever runs them by the clock. */
const CLEAN = 0
const NEEDS_PERSON = 1
const STOPPED = 2

const EXPORT_USAGE = 'Usage: npm run catalog:export [-- file.yaml]\n'
const IMPORT_USAGE = 'Usage: npm run catalog:import -- file.yaml [--dry-run] [--drafts]\n'

const environmentSchema = z.object({ DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }) })

/** `npm run catalog:export [-- file.yaml]`: everything public as one file, or on the standard output. */
export async function exportCommand(words: readonly string[]): Promise<void> {
  const [file, ...more] = words
  if (more.length > 0 || file?.startsWith('-')) return stop(EXPORT_USAGE)
  await withDatabase('catalog-export', async (db) => {
    const result = await exportCatalog(db, 'command')
    if (result.outcome === 'forbidden') return STOPPED
    if (file === undefined) process.stdout.write(result.text)
    else {
      await writeFile(file, result.text)
      process.stdout.write(`The catalog is in ${file}.\n`)
    }
    return CLEAN
  })
}

/**
 * `npm run catalog:import -- file.yaml [--dry-run] [--drafts]`: says what the file changes, and does it. Ends with 1 where
 * something is wrong with the file or a draft of somebody was left as it is.
 */
export async function importCommand(words: readonly string[]): Promise<void> {
  const [file, ...more] = words.filter((word) => !word.startsWith('--'))
  const options = words.filter((word) => word.startsWith('--'))
  const known = options.every((option) => ['--dry-run', '--drafts'].includes(option))
  if (file === undefined || more.length > 0 || !known) return stop(IMPORT_USAGE)
  const mode = options.includes('--drafts') ? 'drafts' : 'published'
  await withDatabase('catalog-import', async (db) => {
    const text = await readFile(file, 'utf8')
    return importText(db, text, mode, options.includes('--dry-run'))
  })
}

async function importText(db: Database, text: string, mode: ImportMode, dryRun: boolean): Promise<number> {
  const result = dryRun
    ? await checkImport(db, 'command', text, mode)
    : await applyImport({ db, clock: systemClock }, 'command', text, { mode, seen: undefined })
  switch (result.outcome) {
    case 'forbidden':
      return STOPPED
    case 'malformed': {
      const lines = result.problems.map((problem) => `  ${problemLine(problem)}\n`)
      process.stderr.write(`Nothing was imported. There is something wrong with the file:\n${lines.join('')}`)
      return NEEDS_PERSON
    }
    case 'planned':
    case 'imported':
    case 'changed':
      process.stdout.write(`${planLines(result.plan).join('\n')}\n`)
      process.stdout.write(dryRun ? 'Nothing was written: this was a dry run.\n' : 'Imported.\n')
      return left(result.plan) ? NEEDS_PERSON : CLEAN
  }
}

function left({ steps }: ImportPlan): boolean {
  return steps.some(({ does }) => does === 'leave-draft')
}

/** Opens the database for one command, and sets the exit code. */
async function withDatabase(name: string, work: (db: Database) => Promise<number>): Promise<void> {
  const environment = environmentSchema.safeParse(process.env)
  if (!environment.success)
    return stop(
      `npm run ${name.replace('-', ':')} needs DATABASE_URL (the role of the app), postgresql://…\n`,
    )
  const db = openDatabase(environment.data.DATABASE_URL, {
    connections: 2,
    applicationName: `university-${name}`,
    onIdleError: () => undefined,
  })
  try {
    process.exitCode = await work(db)
  } catch (error) {
    stop(`Broken off, and nothing was written: ${error instanceof Error ? error.message : 'unknown'}\n`)
  } finally {
    await db.close()
  }
}

function stop(words: string): void {
  process.stderr.write(words)
  process.exitCode = STOPPED
}
