import { apiKeyCommand } from './api-key-command'
import { report } from './command-result'

report(await apiKeyCommand(process.argv.slice(2), process.env))
