import { z } from 'zod'
import { prepareDatabase } from './prepare-database'

const address = z.url({ protocol: /^postgres(ql)?$/ })
const addresses = z.object({ DATABASE_OWNER_URL: address, DATABASE_URL: address }).safeParse(process.env)
if (!addresses.success) {
  process.stderr.write(
    'npm run migrate needs DATABASE_OWNER_URL (the role that owns the tables) and DATABASE_URL (the role of the app), both postgresql://…\n',
  )
  process.exit(1)
}
const { applied } = await prepareDatabase({
  ownerUrl: addresses.data.DATABASE_OWNER_URL,
  appUrl: addresses.data.DATABASE_URL,
  log: (line) => process.stdout.write(`${line}\n`),
})
process.stdout.write(
  applied.length === 0 ? 'The database is up to date.\n' : `${applied.length} migrations applied.\n`,
)
