import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { freePort } from './postgres'
import { markOf } from './process-mark'

/** A folder of the test's own: the demo keeps its data where it is started. */
const folder = mkdtempSync(join(tmpdir(), 'university-demo-'))
const data = join(folder, '.data')
const lock = join(data, 'demo.lock')
mkdirSync(data)
const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
afterAll(() => {
  holder.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** The demo as far as it comes; it cannot come up in this folder, which has no application in it. */
function demo(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const ran = spawnSync(
    process.execPath,
    ['--import', import.meta.resolve('tsx'), join(import.meta.dirname, 'demo.ts'), ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      // Nothing of the tester's own: his ports and keys would decide what is refused.
      env: {
        NODE_ENV: 'test',
        PATH: process.env['PATH'],
        TSX_TSCONFIG_PATH: join(import.meta.dirname, '..', 'tsconfig.json'),
        ...env,
      },
    },
  )
  return { code: ran.status, said: ran.stderr.trim(), out: ran.stdout }
}

describe('the demo refuses', () => {
  it('what it does not know', () => {
    const said = 'The demo does not know --rest. It knows --reset and --allow-mixed.'
    expect(demo(['--rest'])).toEqual({ code: 1, said, out: '' })
  })
  it('a port that is taken, naming the variable, and gives its lock back', async () => {
    const port = await freePort()
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(port, '127.0.0.1', done))
    expect(demo([], { PORT: String(port) }).said).toMatch(
      `Port ${port} is taken: stop what uses it, or choose another with PORT.`,
    )
    await new Promise((done) => taken.close(done))
    expect(existsSync(lock)).toBe(false)
  })
  it('to run twice in one folder, and leaves the first one its data', () => {
    writeFileSync(join(data, 'stripe.json'), 'kept')
    writeFileSync(
      lock,
      JSON.stringify({ holder: markOf(holder.pid ?? 0), url: 'http://localhost:3000/university' }),
    )
    const { code, said } = demo(['--reset'])
    expect(code).toBe(1)
    expect(said).toBe(
      'The demo of this folder is already running: http://localhost:3000/university\n' +
        `Stop it with Ctrl-C there, or with: kill ${holder.pid}`,
    )
    expect(readFileSync(join(data, 'stripe.json'), 'utf8')).toBe('kept')
    expect(existsSync(lock)).toBe(true)
  })
})
