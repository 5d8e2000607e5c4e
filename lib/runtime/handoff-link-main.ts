import { parseArgs } from 'node:util'
import { z } from 'zod'
import { parseHandoffKeys } from '@/lib/handoff/handoff-keys'
import { makeSignedToken } from '@/lib/handoff/make-signed-link'
import { flockjayUserIdSchema, skuSchema, smidSchema } from '@/lib/ids'

const USAGE = `npm run handoff:link -- --sku RU-… --smid … --user <Flockjay user id>
  [--kid <key id>] [--return-to https://…] [--email …] [--name …] [--minutes 10]
Prints a signed purchase link, made as Flockjay makes it. Needs APP_URL and HANDOFF_SECRETS (kid:secret,…).`

const text = { type: 'string' } as const
const optionsSchema = z.object({
  sku: skuSchema,
  smid: smidSchema,
  user: flockjayUserIdSchema,
  kid: z.string().optional(),
  'return-to': z.url({ protocol: /^https?$/ }).optional(),
  email: z.email().optional(),
  name: z.string().min(1).optional(),
  minutes: z.coerce.number().min(1).max(15).default(10),
})
const environmentSchema = z.object({ APP_URL: z.url(), HANDOFF_SECRETS: z.string().min(1) })

const environment = environmentSchema.safeParse(process.env)
const keys = environment.success ? parseHandoffKeys(environment.data.HANDOFF_SECRETS) : undefined
if (!environment.success || keys === undefined)
  stop('APP_URL and HANDOFF_SECRETS (kid:secret,…) must be set.')
const options = optionsSchema.safeParse(readArguments())
if (!options.success)
  stop(options.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'))
const { sku, smid, user, kid, email, name, minutes, 'return-to': returnTo } = options.data
const key = [...keys].find(([id]) => kid === undefined || id === kid)
if (key === undefined) stop(`HANDOFF_SECRETS has no key ${kid}.`)
const token = await makeSignedToken(
  { kid: key[0], secret: key[1] },
  {
    sku,
    smid,
    sub: user,
    ...(returnTo === undefined ? {} : { return_to: returnTo }),
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
  },
  { issuedAt: new Date(), seconds: minutes * 60 },
)
process.stdout.write(`${environment.data.APP_URL}/university/checkout?token=${token}\n`)

function readArguments(): Record<string, unknown> {
  try {
    return parseArgs({
      options: {
        sku: text,
        smid: text,
        user: text,
        kid: text,
        'return-to': text,
        email: text,
        name: text,
        minutes: text,
      },
    }).values
  } catch (error) {
    stop(error instanceof Error ? error.message : 'The arguments could not be read.')
  }
}

function stop(message: string): never {
  process.stderr.write(`${message}\n\n${USAGE}\n`)
  process.exit(1)
}
