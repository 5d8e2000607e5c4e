import { spawnSync } from 'node:child_process'
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { audit } from './audit'
import { openMailbox } from './mailbox'
import { createProgress } from './progress'
import { score } from './scoreboard'
import type { Score } from './scoreboard'
import { untilSettled } from './settled'
import { openShop } from './shop'
import { openSystem } from './system'
import type { System } from './system'
import type { Problem } from './verdict'
import { postUntilTaken, postWebhook } from './webhook-post'

const MEGABYTES = 400
const PURCHASES = 30
const FILLERS = 700
/** Left free, so that the disk becomes full in the middle of the work. */
const ROOM = 262_144

/**
 * The same with a real, small file system under Postgres, filled to the last byte: whatever was answered with 200 must
 * still be there afterwards, also when Postgres itself gave up. Undefined where no file system can be mounted.
 */
export async function fillDisk(folder: string): Promise<Score | undefined> {
  const place = join(folder, 'small')
  mkdirSync(place)
  const options = `size=${MEGABYTES}m,mode=755`
  if (process.getuid?.() !== 0) return undefined
  if (spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]).status !== 0) return undefined
  try {
    const system = await openSystem(place, 1)
    try {
      return await fill(system, join(place, 'filler'))
    } finally {
      await system.close()
    }
  } finally {
    spawnSync('/bin/umount', ['-l', place])
  }
}

async function fill(system: System, filler: string): Promise<Score> {
  const part = 'disk full, a real one'
  const progress = createProgress(part, PURCHASES + FILLERS)
  const problems: Problem[] = []
  const accepted = new Set<string>()
  const shop = openShop(system)
  const mailbox = await openMailbox(system)
  const payments = []
  for (let n = 0; n < PURCHASES; n += 1) payments.push(await shop.pay(await shop.open()))
  await new Promise((done) => setTimeout(done, 300))
  const events = payments.flatMap(({ session, intent }) => mailbox.of(session, intent))
  const noise = Array.from({ length: FILLERS }, (_, n) => noiseEvent(n))
  takeAllSpace(filler)
  const statuses = new Map<number, number>()
  const refused = []
  for (const event of [...noise, ...events]) {
    const status = await postWebhook(system, event.body)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (status === 200) accepted.add(event.id)
    else refused.push(event)
    progress.step([...statuses].map(([code, count]) => `${count} × ${code}`).join(', '))
  }
  for (const status of statuses.keys()) {
    if (status !== 200 && status !== 503)
      problems.push({ fault: 'wrong', what: `${status} while the disk was full` })
  }
  if (!statuses.has(503))
    problems.push({ fault: 'wrong', what: 'the disk was never full: nothing was shown' })
  rmSync(filler)
  // Postgres may have stopped for want of space for its log; starting it again is what a person would do.
  if (!(await isUp(system))) await system.postgres.rise()
  await system.workers[0].start()
  for (const event of refused) {
    await postUntilTaken(system, event.body)
    accepted.add(event.id)
  }
  await untilSettled(system)
  problems.push(...(await audit(system, accepted)))
  await shop.close()
  await mailbox.close()
  progress.end()
  return score(part, { deliveries: noise.length + events.length + refused.length, problems })
}

/** All but ROOM. */
function takeAllSpace(file: string): void {
  const handle = openSync(file, 'w')
  for (const size of [1_048_576, 4_096]) {
    const block = Buffer.alloc(size)
    try {
      for (;;) writeSync(handle, block)
    } catch {
      // No space is left for a block of this size.
    }
  }
  ftruncateSync(handle, fstatSync(handle).size - ROOM)
  closeSync(handle)
}

async function isUp({ rows }: System): Promise<boolean> {
  for (let tries = 0; tries < 20; tries += 1) {
    if (
      await rows('SELECT 1')
        .then(() => true)
        .catch(() => false)
    )
      return true
    await new Promise((done) => setTimeout(done, 250))
  }
  return false
}

/** An event that is stored and does nothing, with as much as is kept of one. */
function noiseEvent(n: number): { id: string; body: string } {
  const id = `evt_noise${n}x${'0'.repeat(200)}`
  const body = {
    id,
    object: 'event',
    type: 'customer.updated',
    api_version: null,
    created: Math.floor(Date.now() / 1_000),
    livemode: false,
    data: { object: { id: `cus_${'0'.repeat(240)}` } },
  }
  return { id, body: JSON.stringify(body) }
}
