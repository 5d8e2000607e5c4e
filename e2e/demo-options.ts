type Environment = Readonly<Record<string, string | undefined>>

const FLAGS = ['--reset', '--allow-mixed', '--dev'] as const

/** The words behind `npm run demo --`. A mistyped --reset must not pass for none. */
export function readFlags(
  words: readonly string[],
  env: Environment,
): { dev: boolean; reset: boolean; allowMixed: boolean } {
  const known: readonly string[] = FLAGS
  const unknown = words.filter((word) => !known.includes(word))
  if (unknown.length > 0)
    throw new Error(`The demo does not know ${unknown.join(' ')}. It knows --reset and --allow-mixed.`)
  for (const flag of FLAGS) {
    // `npm run demo --reset`, without the two dashes between, tells npm and not us.
    if (env[`npm_config_${flag.slice(2).replaceAll('-', '_')}`] !== undefined)
      throw new Error(`npm took ${flag} for itself. Write: npm run demo -- ${flag}`)
  }
  const has = (flag: (typeof FLAGS)[number]) => words.includes(flag)
  return { dev: has('--dev'), reset: has('--reset'), allowMixed: has('--allow-mixed') }
}

/** Who listens, which variable moves them, and where they listen otherwise. */
export const PORTS = {
  app: ['PORT', 3000],
  stripe: ['STRIPE_EMULATOR_PORT', 4010],
  flockjay: ['FLOCKJAY_EMULATOR_PORT', 4020],
  salesforce: ['SALESFORCE_EMULATOR_PORT', 4030],
  sso: ['CLOUD_SSO_EMULATOR_PORT', 4040],
  postgres: ['POSTGRES_PORT', 54320],
} as const
export type Ports = Readonly<Record<keyof typeof PORTS, number>>

/** Where the demo listens. Throws for what is no port, and for one port that is to serve two. */
export function readPorts(env: Environment): Ports {
  const read = ([variable, otherwise]: readonly [string, number]): number => {
    const port = env[variable] || String(otherwise)
    if (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536) return Number(port)
    throw new Error(`${variable} must be a port number, 1 to 65535.`)
  }
  const ports = {
    app: read(PORTS.app),
    stripe: read(PORTS.stripe),
    flockjay: read(PORTS.flockjay),
    salesforce: read(PORTS.salesforce),
    sso: read(PORTS.sso),
    postgres: read(PORTS.postgres),
  }
  const variables = Object.values(PORTS).map(([variable]) => variable)
  if (new Set(Object.values(ports)).size < variables.length)
    throw new Error(`Two of ${variables.join(', ')} are the same port: each needs its own.`)
  return ports
}
