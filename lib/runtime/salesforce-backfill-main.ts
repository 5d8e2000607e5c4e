import { backfillCommand } from './salesforce-command'

await backfillCommand(process.argv.slice(2))
