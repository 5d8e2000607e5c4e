// Loaded into web and worker before anything else (node --import): kills the process at the n-th passing of a named
// place. Built-ins only, and no alias: it runs in front of whatever the program loads.
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import type { Failpoint } from '../../lib/failpoint'

const planFile = process.env['FAULT_PLAN']
/** Passings of the plan's place by this process; another plan begins anew. */
let counted = { serial: -1, passings: 0 }

if (planFile !== undefined) globalThis.universityFailpoint = (name) => pass(planFile, name)

function pass(file: string, name: Failpoint): void {
  const plan = readPlan(file)
  if (plan === undefined || plan.name !== name) return
  if (counted.serial !== plan.serial) counted = { serial: plan.serial, passings: 0 }
  counted.passings += 1
  if (counted.passings !== plan.passing || !isFirst(file, plan.serial)) return
  writeFileSync(`${file}.${plan.serial}.hit`, JSON.stringify({ pid: process.pid, at: Date.now() }))
  process.kill(process.pid, 'SIGKILL')
  // The signal takes effect before the next turn, but not before the next line: nothing more may happen.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

/** The plan is read anew at each passing, so that it can change without a restart. */
function readPlan(file: string): { serial: number; name: string; passing: number } | undefined {
  try {
    const [serial, name = '', passing] = readFileSync(file, 'utf8').split(' ')
    return { serial: Number(serial), name, passing: Number(passing) }
  } catch {
    return undefined
  }
}

/** One plan kills one process, however many are armed. */
function isFirst(file: string, serial: number): boolean {
  try {
    closeSync(openSync(`${file}.${serial}.taken`, 'wx'))
    return true
  } catch {
    return false
  }
}
