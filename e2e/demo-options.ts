import { isFree } from './postgres'

export type DemoFlags = { readonly dev: boolean; readonly reset: boolean; readonly allowMixed: boolean }
export type DemoPorts = Readonly<Record<'app' | 'stripe' | 'flockjay' | 'postgres', number>>

const PORTS = {
  app: ['PORT', 3000],
  stripe: ['STRIPE_EMULATOR_PORT', 4010],
  flockjay: ['FLOCKJAY_EMULATOR_PORT', 4020],
  postgres: ['POSTGRES_PORT', 54320],
} as const

/** The words behind `npm run demo --`. Throws for one that the demo does not know: a mistyped --reset must not pass. */
export function readFlags(words: readonly string[]): DemoFlags {
  const unknown = words.filter((word) => !['--dev', '--reset', '--allow-mixed'].includes(word))
  if (unknown.length > 0)
    throw new Error(`The demo does not know ${unknown.join(' ')}. It knows --reset and --allow-mixed.`)
  return {
    dev: words.includes('--dev'),
    reset: words.includes('--reset'),
    allowMixed: words.includes('--allow-mixed'),
  }
}

/** Where the demo listens. Throws for what is not a port, and for two that are the same, by the variable's name. */
export function readPorts(env: Readonly<Record<string, string | undefined>>): DemoPorts {
  const read = ([variable, otherwise]: readonly [string, number]): number => {
    const port = Number(env[variable] || otherwise)
    if (Number.isInteger(port) && port > 0 && port < 65_536) return port
    throw new Error(`${variable} must be a port number, 1 to 65535.`)
  }
  const ports = {
    app: read(PORTS.app),
    stripe: read(PORTS.stripe),
    flockjay: read(PORTS.flockjay),
    postgres: read(PORTS.postgres),
  }
  if (new Set(Object.values(ports)).size < 4)
    throw new Error(`Two of ${variables().join(', ')} are the same port: each needs its own.`)
  return ports
}

/** Throws, naming the variable to move it by, when one of these ports is taken. */
export async function needFree(ports: Partial<DemoPorts>): Promise<void> {
  for (const [name, [variable]] of Object.entries(PORTS)) {
    const port = Object.entries(ports).find(([key]) => key === name)?.[1]
    if (port !== undefined && !(await isFree(port)))
      throw new Error(`Port ${port} is taken: stop what uses it, or choose another with ${variable}.`)
  }
}

function variables(): string[] {
  return Object.values(PORTS).map(([variable]) => variable)
}
