import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { openStateFile } from './state-file'

const schema = z.object({ names: z.array(z.string()) })
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('starts with the initial value, and finds what was written', async () => {
  const path = join(folder, 'deep', 'state.json')
  const file = await openStateFile(path, schema, { names: [] })
  file.value.names.push('one')
  file.changed()
  await file.flush()
  file.value = { names: ['two'] }
  file.changed()
  file.changed()
  await file.flush()
  expect((await openStateFile(path, schema, { names: [] })).value).toEqual({ names: ['two'] })
  expect(await readdir(join(folder, 'deep'))).toEqual(['state.json'])
})

it('writes by itself soon after a change, and nothing without one', async () => {
  const path = join(folder, 'state.json')
  const file = await openStateFile(path, schema, { names: ['a'] })
  await file.flush()
  expect(await readdir(folder)).toEqual([])
  file.changed()
  await expect.poll(() => readFile(path, 'utf8').catch(() => ''), { timeout: 5000 }).toBe('{"names":["a"]}')
})

it.each(['{"names":[1]}', '{"nam'])('refuses to start over a file it cannot read: %s', async (content) => {
  const path = join(folder, 'state.json')
  await writeFile(path, content)
  await expect(openStateFile(path, schema, { names: [] })).rejects.toThrow(path)
  expect(await readFile(path, 'utf8')).toBe(content)
})

it('keeps the state in memory without a path', async () => {
  const file = await openStateFile(undefined, schema, { names: ['a'] })
  file.changed()
  await file.flush()
  expect(file.value).toEqual({ names: ['a'] })
})
