import { importCommand } from './catalog-command'

await importCommand(process.argv.slice(2))
