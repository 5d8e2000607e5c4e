import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it } from 'vitest'
import { startChild, stopChild } from './children'
import { isRunning, markOf } from './process-mark'
import { sharedFolder, temporaryFolder } from './shared-folder'
import { canEnter, unprivilegedUser } from './system-user'

const folder = mkdtempSync(join(tmpdir(), 'university-children-'))
const shared: string[] = []
afterAll(() => [folder, ...shared].forEach((path) => rmSync(path, { recursive: true, force: true })))

function program(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

/** A child with a grandchild: both say their pid and stay. */
const FAMILY = program(
  'family.mjs',
  `import { spawn } from 'node:child_process'
   const own = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
   console.log(process.pid, own.pid)
   setInterval(() => {}, 1000)`,
)
const PARENT = program(
  'parent.ts',
  `import { startChild } from '${join(import.meta.dirname, 'children.ts')}'
   startChild('family', ['${FAMILY}'], { env: process.env, show: true })
   process.stdin.on('data', (how) => {
     if (String(how).trim() === 'throw') throw new Error('unexpected')
     process.exit(3)
   })`,
)

async function startFamily() {
  const parent = spawn(process.execPath, ['--import', 'tsx', PARENT], { stdio: ['pipe', 'pipe', 'ignore'] })
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  const marks = (String(line).match(/\d+/g) ?? []).map((pid) => markOf(Number(pid)))
  return { parent, marks: marks.flatMap((mark) => (mark === undefined ? [] : [mark])) }
}

describe('children', () => {
  it.each<[string, (parent: Awaited<ReturnType<typeof startFamily>>['parent']) => void]>([
    ['ends', (parent) => parent.stdin.write('exit\n')],
    ['fails', (parent) => parent.stdin.write('throw\n')],
    ['is killed', (parent) => parent.kill('SIGKILL')],
  ])('are gone, grandchildren too, when their parent %s', async (_how, end) => {
    const { parent, marks } = await startFamily()
    expect(marks.map(isRunning)).toEqual([true, true])
    end(parent)
    await expect.poll(() => marks.map(isRunning), { timeout: 10_000 }).toEqual([false, false])
  })
  it('that do not listen to a request to stop are ended', async () => {
    const deaf = program(
      'deaf.mjs',
      "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)",
    )
    const child = startChild('deaf', [deaf], { env: process.env, show: false })
    await expect.poll(() => child.tail(), { timeout: 10_000 }).toBe('up')
    await stopChild(child, 100)
    expect(child.process.signalCode).toBe('SIGKILL')
  })
  it('have said their last words when they count as ended', async () => {
    const talker = program(
      'talker.mjs',
      "for (let n = 0; n < 100; n += 1) console.error('line', n); process.exitCode = 7",
    )
    const child = startChild('talker', [talker], { env: process.env, show: false })
    expect(await child.exited).toBe(7)
    expect(child.tail().split('\n')).toHaveLength(60)
    expect(child.tail()).toMatch(/line 99$/)
  })
  it('that cannot be started count as ended', async () => {
    const child = startChild('none', [], { env: process.env, show: false, program: join(folder, 'none') })
    expect(await child.exited).toBeNull()
  })
})

describe('a mark', () => {
  it('is of one process, and of no later one with its number', () => {
    const mark = markOf(process.pid)
    expect(mark).toBeDefined()
    expect(mark && isRunning(mark)).toBe(true)
    expect(isRunning({ pid: process.pid, started: 'at another time' })).toBe(false)
  })
  it('is of running processes only', async () => {
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'exit')
    expect(markOf(child.pid ?? 0)).toBeUndefined()
  })
})

describe('a folder shared with another user', () => {
  const name = (): string => {
    const made = `university-shared-${shared.length}-${process.pid}`
    shared.push(join('/tmp', made), join('/var/tmp', made), join(tmpdir(), made))
    return made
  }
  it('is made, found again, and closed to writing by others', () => {
    const wanted = name()
    const made = sharedFolder(wanted, unprivilegedUser())
    chmodSync(made, 0o777)
    expect(sharedFolder(wanted, unprivilegedUser())).toBe(made)
    expect(statSync(made).mode & 0o777).toBe(0o755)
  })
  it('is not what somebody else put there: a link, for one', () => {
    const wanted = name()
    symlinkSync(folder, join(tmpdir(), wanted))
    expect(sharedFolder(wanted, undefined)).not.toBe(join(tmpdir(), wanted))
  })
  it('for one run has a name of its own, and goes when the next run finds that it was killed', () => {
    const [mine, killed] = [temporaryFolder('university-shared'), temporaryFolder('university-shared')]
    shared.push(mine, killed)
    writeFileSync(join(killed, 'owner.json'), JSON.stringify({ pid: process.pid, started: 'long ago' }))
    shared.push(temporaryFolder('university-shared'))
    expect([mine, killed].map((path) => existsSync(path))).toEqual([true, false])
  })
  it.runIf(process.getuid?.() === 0)('is one that the user can really enter', () => {
    const closed = join(folder, 'closed')
    mkdirSync(join(closed, 'inside'), { recursive: true })
    chmodSync(closed, 0o700)
    expect(canEnter(join(closed, 'inside'), unprivilegedUser())).toBe(false)
    expect(canEnter('/tmp', unprivilegedUser())).toBe(true)
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = closed
    expect(sharedFolder(name(), unprivilegedUser())).toMatch(/^\/tmp\//)
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  })
})
