import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '@/e2e/command'
import { createTestDatabase } from '@/e2e/test-database'

const SEED = join(import.meta.dirname, '..', '..', 'prisma', 'seed', 'catalog.yaml')
let database: Awaited<ReturnType<typeof createTestDatabase>>
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'catalog-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await database.drop()
})

const run = (name: 'export' | 'import', ...words: string[]) =>
  runCommand(`lib/runtime/catalog-${name}-main.ts`, { DATABASE_URL: database.appUrl }, words)
const file = (name: string) => join(folder, name)

describe('npm run catalog:import and catalog:export', () => {
  it('move a catalog from one place to another, and say the second time that nothing is left', async () => {
    const dry = await run('import', SEED, '--dry-run')
    expect([dry.code, dry.err]).toEqual([0, ''])
    expect(dry.out).toMatch(/^RU-CERT-DEVELOPER \(Redis Certified Developer\): new\n/)
    expect(dry.out).toMatch(/Nothing was written: this was a dry run\.\n$/)
    expect((await run('export')).out).toMatch(/\npages:\n/)
    expect(await run('import', SEED)).toMatchObject({ code: 0, out: expect.stringMatching(/Imported\.\n$/) })
    expect(await run('export', file('out.yaml'))).toEqual({
      code: 0,
      out: `The catalog is in ${file('out.yaml')}.\n`,
      err: '',
    })
    const out = await readFile(file('out.yaml'), 'utf8')
    const words = (text: string) =>
      text.slice(text.indexOf('units:'), text.indexOf('\npages:') + 1 || undefined)
    expect(words(out)).toBe(words(await readFile(SEED, 'utf8')).replaceAll('sale: open', 'sale: announced'))
    expect((await run('import', file('out.yaml'))).out).toBe('21 as they are here already\nImported.\n')
  })
  it('name every line of what is wrong, change nothing, and end with 1', async () => {
    const before = (await run('export')).out
    const broken = before.replace('level: advanced', 'level: hard').replace('kind: lab', 'kind: laboratory')
    await writeFile(file('broken.yaml'), broken)
    const { code, out, err } = await run('import', file('broken.yaml'), '--drafts')
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(
      /^Nothing was imported\. There is something wrong with the file:\n {2}line \d+: units/,
    )
    expect(err.split('\n')).toHaveLength(4)
    expect((await run('export')).out).toBe(before)
  })
  it('end with 2 where they cannot begin', async () => {
    const usage = 'Usage: npm run catalog:import -- file.yaml [--dry-run] [--drafts]\n'
    expect(await run('import')).toEqual({ code: 2, out: '', err: usage })
    expect(await run('import', SEED, '--dryrun')).toEqual({ code: 2, out: '', err: usage })
    expect(await run('export', 'a', 'b')).toMatchObject({ code: 2, out: '' })
    expect(await run('import', file('nothing.yaml'))).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Broken off, and nothing was written: ENOENT/),
    })
    const lost = await runCommand('lib/runtime/catalog-export-main.ts', { DATABASE_URL: 'nonsense' })
    expect(lost).toMatchObject({ code: 2, err: expect.stringMatching(/needs DATABASE_URL/) })
  })
})
