import { afterEach, beforeEach, expect, it } from 'vitest'
import { DEMO_ACCOUNTS } from './people'
import { type SalesforceEmulator, startSalesforceEmulator } from './start'

let salesforce: SalesforceEmulator
let course: string
beforeEach(async () => {
  salesforce = await startSalesforceEmulator({ port: 0, clientId: 'client', people: DEMO_ACCOUNTS })
  course = salesforce.create('Course__c', { Name: 'Redis & <JSON>', Course_Code__c: 'RU-JSON' })
})
afterEach(() => salesforce.close())

async function look(path = '/') {
  const response = await fetch(salesforce.url + path)
  const text = (await response.text()).replaceAll(/\s+/g, ' ')
  return {
    status: response.status,
    html: text,
    words: text.replaceAll(/<style.*?<\/style>|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' '),
  }
}

let purchases = 0
function sold(fields: Record<string, unknown>): string {
  purchases += 1
  return salesforce.create('Course_Purchase__c', {
    Name: `RU-0000-${purchases}`,
    Purchase_Id__c: `00000000-0000-4000-8000-${String(purchases).padStart(12, '0')}`,
    Buyer_SMID__c: 'ACME-4821',
    Currency__c: 'USD',
    Status__c: 'Paid',
    Match_Status__c: 'Matched',
    Course__c: course,
    ...fields,
  })
}

const idOf = (soql: string): unknown => salesforce.query(soql)[0]?.['Id']
const enter = (form: Record<string, string>) =>
  fetch(`${salesforce.url}/accounts`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

it('reports people and purchases by company and course, and what waits beside them', async () => {
  const account = idOf(`SELECT Id FROM Account WHERE SMID__c = 'ACME-4821'`)
  const [lena, tom] = ['Rivera', 'Okafor'].map((name) =>
    idOf(`SELECT Id FROM Contact WHERE LastName = '${name}'`),
  )
  sold({ Account__c: account, Contact__c: lena })
  sold({ Account__c: account, Contact__c: lena })
  sold({ Account__c: account, Contact__c: tom })
  sold({ Account__c: account, Buyer_Email__c: 'Sam@example.com', Match_Status__c: 'Pending' })
  sold({ Account__c: account, Contact__c: tom, Status__c: 'Refunded' })
  sold({
    Buyer_SMID__c: 'UMBRA-9',
    Buyer_Email__c: 'u@example.com',
    Match_Status__c: 'Pending',
    Match_Note__c: 'No account',
  })
  const { words, html } = await look()
  expect(words).toContain('Acme Robotics Redis &#38; &#60;JSON&#62; 3 4 1')
  expect(words).toContain('No company yet Redis &#38; &#60;JSON&#62; 1 1 1')
  expect(words).toContain('5 paid purchases 2 waiting for account or contact')
  expect(words).toContain('UMBRA-9 u@example.com Pending No account')
  expect(html).not.toContain('<JSON>')
  expect(html).toContain('data-smid="ACME-4821" data-course="RU-JSON"')
})

it('lets an account arrive with its contact, and a contact come later', async () => {
  const form = {
    name: 'Umbra <b>',
    smid: 'UMBRA-9',
    contact: 'Uma van Dyk',
    email: 'u.unverified@example.com',
  }
  const answer = await enter(form)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/#accounts'])
  await enter({ ...form, contact: 'Solo', email: '' })
  expect(
    salesforce.query(`SELECT FirstName, LastName, Email FROM Contact WHERE Account.SMID__c = 'UMBRA-9'`),
  ).toMatchObject([
    { FirstName: 'Uma van', LastName: 'Dyk', Email: 'u.unverified@example.com' },
    { FirstName: null, LastName: 'Solo', Email: null },
  ])
  const { words } = await look()
  expect(words).toContain('Umbra &#60;b&#62; UMBRA-9 Uma van Dyk , u.unverified@example.com Solo')
})

it('says in the org’s words what it does not enter, and then enters nothing', async () => {
  const refused = await enter({ name: 'Umbra', smid: 'UMBRA-9', contact: 'Uma', email: 'nobody' })
  expect([refused.status, await refused.text()]).toEqual([
    400,
    expect.stringContaining('INVALID_EMAIL_ADDRESS'),
  ])
  expect((await enter({ name: '', smid: 'X' })).status).toBe(400)
  expect((await enter({ name: 'Umbra', smid: 'UMBRA-9', contact: '', email: 'u@example.com' })).status).toBe(
    400,
  )
  expect(salesforce.records('Account')).toHaveLength(2)
})

it('opens a record by either length of its id', async () => {
  const id = sold({ Page__c: 'https://shop.example.com/staff/1', Course__c: course })
  for (const address of [id, id.slice(0, 15)]) {
    const { status, html } = await look(`/${address}`)
    expect(status).toBe(200)
    expect(html).toContain('href="https://shop.example.com/staff/1"')
    expect(html).toContain(`href="/${course}"`)
  }
  expect((await look('/001Rv0000000009')).status).toBe(404)
  expect((await look('/nowhere')).status).toBe(404)
})
