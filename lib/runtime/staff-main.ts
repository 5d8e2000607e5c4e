import { report } from './command-result'
import { staffCommand } from './staff-command'

report(await staffCommand(process.argv.slice(2), process.env))
