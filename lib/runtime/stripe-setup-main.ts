import { systemClock } from '@/lib/clock'
import { stripeSetupCommand } from './stripe-setup-command'

const { code, out, err } = await stripeSetupCommand(
  'repair',
  process.argv.slice(2),
  process.env,
  systemClock.now(),
)
process.stdout.write(out)
process.stderr.write(err)
process.exitCode = code
