import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { takeDemoLock } from './demo-lock'
import { commandOf } from './process-command'

const folder = mkdtempSync(join(tmpdir(), 'university-lock-'))
const file = join(folder, 'data', 'demo.lock')
const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
afterAll(() => {
  other.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

function heldBy(pid: number | undefined, command: string): void {
  writeFileSync(file, JSON.stringify({ pid, command, url: 'http://localhost:3000' }))
}

it('is given, and given back', () => {
  const release = takeDemoLock(file, 'http://localhost:3300')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid })
  release()
  expect(() => readFileSync(file)).toThrow()
})
it('is refused while its holder runs, with the address', () => {
  heldBy(other.pid, commandOf(other.pid ?? 0))
  expect(() => takeDemoLock(file, 'x')).toThrow(/already runs at http:\/\/localhost:3000/)
})
it.each([
  ['of a program that took over the number', () => heldBy(other.pid, 'node e2e/demo.ts')],
  ['of a process that is gone', () => heldBy(2 ** 22 + 1, 'node e2e/demo.ts')],
  ['that was cut off while written', () => writeFileSync(file, '{"pid":')],
])('is taken over from one %s', (_name, leave) => {
  leave()
  takeDemoLock(file, 'x')()
})
