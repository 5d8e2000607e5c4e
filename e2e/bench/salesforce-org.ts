import { startSalesforceEmulator } from '../emulators/salesforce/start'
import { knownPeople } from './salesforce-books'

/** The org that both sides write to, in a process of its own. Run as a child, until it is ended. */
const org = await startSalesforceEmulator({
  port: Number(process.env['ORG_PORT']),
  clientId: process.env['SALESFORCE_CLIENT_ID'] ?? '',
  clientSecret: process.env['SALESFORCE_CLIENT_SECRET'] ?? '',
  people: knownPeople(),
})
process.stdout.write(`the org is at ${org.url}\n`)
