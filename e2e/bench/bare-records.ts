import { Connection, OAuth2 } from 'jsforce'
import pg from 'pg'

/** The least that writes all purchases: rows as records, 200 with each call, one call after the other. Run as a child. */
const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] })
await client.connect()
const { rows: units } = await client.query<object>(
  `SELECT c.sku AS "Course_Code__c", r.content->>'title' AS "Name", c.kind AS "Kind__c"
   FROM course c JOIN course_revision r ON r.id = c.published_revision_id`,
)
const { rows } = await client.query<object>(
  `SELECT p.id AS "Purchase_Id__c", p.reference AS "Name", 'Paid' AS "Status__c", 'Active' AS "Access__c",
     'Pending' AS "Match_Status__c", NULL AS "Match_Note__c", p.smid AS "Buyer_SMID__c", person.email AS "Buyer_Email__c",
     p.currency AS "Currency__c", p.total / 100.0::float8 AS "Amount__c", p.tax / 100.0::float8 AS "Tax__c",
     p.discount / 100.0::float8 AS "Discount__c", coalesce(refund.amount, 0) / 100.0::float8 AS "Refunded__c",
     p.created_at AS "Ordered_At__c", p.paid_at AS "Paid_At__c", p.account AS "Stripe_Account__c",
     p.payment_intent_id AS "Payment_Intent__c", p.invoice_number AS "Invoice_Number__c",
     'http://localhost/staff/support/purchases/' || p.id AS "Page__c", json_build_object('Course_Code__c', c.sku) AS "Course__r"
   FROM purchase p JOIN course c ON c.id = p.course_id JOIN customer person ON person.id = p.customer_id
   LEFT JOIN refund ON refund.purchase_id = p.id ORDER BY p.id`,
)
await client.end()

const loginUrl = process.env['SALESFORCE_LOGIN_URL'] ?? ''
const clientId = process.env['SALESFORCE_CLIENT_ID'] ?? ''
const clientSecret = process.env['SALESFORCE_CLIENT_SECRET'] ?? ''
const connection = new Connection({
  loginUrl,
  version: '67.0',
  oauth2: new OAuth2({ loginUrl, clientId, clientSecret }),
})
await connection.authorize({ grant_type: 'client_credentials' })
await write('Course__c', 'Course_Code__c', units)
const begun = performance.now()
for (let from = 0; from < rows.length; from += 200)
  await write('Course_Purchase__c', 'Purchase_Id__c', rows.slice(from, from + 200))
process.stdout.write(`took ${((performance.now() - begun) / 1_000).toFixed(3)} s\n`)

async function write(object: string, key: string, records: object[]): Promise<void> {
  const results = await connection.sobject(object).upsert(records, key, { allOrNone: false })
  const refused = results.find(({ success }) => !success)
  if (refused !== undefined) throw new Error(`Salesforce refused a record: ${JSON.stringify(refused)}`)
}
