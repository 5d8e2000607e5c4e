import { startChild, stopChild } from '../children'
import type { Child } from '../children'
import { until } from './until'

/** One of our processes, which may be started again and again. */
export type Program = {
  readonly child: () => Child
  readonly isRunning: () => boolean
  /** It ran, and was killed. */
  readonly wasKilled: () => boolean
  /** Starts it when it does not run; resolves when it serves. */
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  /** The environment of its next start, beside the system's. */
  readonly changeEnvironment: (extra: Readonly<Record<string, string>>) => void
}

type Options = {
  readonly name: string
  readonly args: string[]
  readonly env: NodeJS.ProcessEnv
  /** One that runs already. */
  readonly first?: Child
  readonly isReady: (child: Child) => Promise<boolean>
}

export function openProgram({ name, args, env, first, isReady }: Options): Program {
  let child = first
  let extra: Readonly<Record<string, string>> = {}
  const isRunning = (): boolean =>
    child !== undefined && child.process.exitCode === null && child.process.signalCode === null
  return {
    child: () => {
      if (child === undefined) throw new Error(`${name} was never started`)
      return child
    },
    isRunning,
    wasKilled: () => child?.process.signalCode === 'SIGKILL',
    start: async () => {
      if (isRunning()) return
      const started = startChild(name, args, { env: { ...env, ...extra }, show: false })
      child = started
      await until(`${name} to serve`, async () => {
        if (started.process.exitCode !== null) throw new Error(`${name} ended:\n${started.tail()}`)
        return isReady(started)
      })
    },
    stop: async () => {
      if (child !== undefined && isRunning()) await stopChild(child)
    },
    changeEnvironment: (next) => {
      extra = next
    },
  }
}

/** The web server, which `next start` has started already. */
export function openWeb(env: NodeJS.ProcessEnv, first: Child): Program {
  const { APP_URL: appUrl = '', PORT: port = '' } = env
  return openProgram({
    name: 'web',
    args: ['node_modules/next/dist/bin/next', 'start', '-p', port],
    env,
    first,
    isReady: async () => (await fetch(`${appUrl}/api/health/ready`).catch(() => undefined))?.status === 200,
  })
}

export function openWorker(env: NodeJS.ProcessEnv, first?: Child): Program {
  return openProgram({
    name: 'worker',
    args: ['--import', 'tsx', 'lib/runtime/worker-main.ts'],
    env,
    ...(first === undefined ? {} : { first }),
    isReady: (child) => Promise.resolve(child.output().includes('worker ready')),
  })
}
