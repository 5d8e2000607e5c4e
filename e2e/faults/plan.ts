import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Failpoint } from '@/lib/failpoint'

/** Where a process was killed, and when. */
export type Hit = z.infer<typeof hitSchema>
const hitSchema = z.object({ pid: z.number(), at: z.number() })

/** The next death: written by the harness, read by `arm.ts` in every armed process. */
export type Plan = {
  readonly file: string
  /** From now on, the first process that passes `name` for the `passing`-th time dies there. */
  readonly arm: (name: Failpoint, passing?: number) => void
  readonly disarm: () => void
  /** The death that was planned last; undefined while it has not come. */
  readonly hit: () => Hit | undefined
}

export function createPlan(file: string): Plan {
  let serial = 0
  const write = (text: string): void => {
    writeFileSync(`${file}.new`, text)
    renameSync(`${file}.new`, file)
  }
  write('0 none 0')
  return {
    file,
    arm: (name, passing = 1) => {
      serial += 1
      write(`${serial} ${name} ${passing}`)
    },
    disarm: () => {
      rmSync(`${file}.${serial}.taken`, { force: true })
      serial += 1
      write(`${serial} none 0`)
    },
    hit: () => {
      const mark = `${file}.${serial}.hit`
      if (!existsSync(mark)) return undefined
      const text = readFileSync(mark, 'utf8')
      // The file appears before its content.
      return text === '' ? undefined : hitSchema.parse(JSON.parse(text))
    },
  }
}
