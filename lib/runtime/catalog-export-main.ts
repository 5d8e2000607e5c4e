import { exportCommand } from './catalog-command'

await exportCommand(process.argv.slice(2))
