import { matchCommand } from './salesforce-command'

await matchCommand()
