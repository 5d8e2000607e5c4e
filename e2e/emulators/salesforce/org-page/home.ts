import type { EmulatorResponse } from '../../exchange'
import type { StoredRecord } from '../model'
import type { OrgRecords } from '../records'
import { companyReport, nameOf, recordAt, type ReportLine } from './company-report'
import { cell, type Html, html, page, recordLink, table } from './html'

/** Lines that a page shows; the counts above are of everything. */
const SHOWN = 100

/** `GET /`: the two reports that the metadata ships, the accounts, and the form for one that arrives. */
export function homePage(records: OrgRecords, refusal?: string): EmulatorResponse {
  const main = html`<h1>Course purchases</h1>
    ${reportCard(records)} ${unmatchedCard(records)} ${accountsCard(records)} ${formCard(refusal)}`
  return page(refusal === undefined ? 200 : 400, 'Course purchases', main)
}

function reportCard(records: OrgRecords): Html {
  const lines = companyReport(records)
  const sum = (of: (line: ReportLine) => number): number => lines.reduce((total, line) => total + of(line), 0)
  const waiting = records.all('Course_Purchase__c').filter((purchase) => !isMatched(purchase)).length
  return html`<section class="card" id="report">
    <h2>Course purchases by company and course</h2>
    <p>Paid purchases. Everyone counts once in a line.</p>
    <ul class="counts">
      <li><b>${sum((line) => line.purchases)}</b>paid purchases</li>
      <li class="waiting"><b>${waiting}</b>waiting for account or contact</li>
    </ul>
    ${table(['Company', 'Course', 'People', 'Purchases', 'Unmatched'], lines.slice(0, SHOWN).map(reportRow), 'No paid purchase yet.')}
    ${more(lines.length)}
  </section>`
}

function reportRow({ account, course, people, purchases, unmatched }: ReportLine): Html {
  const smid = String(account?.['SMID__c'] ?? '')
  const code = String(course?.['Course_Code__c'] ?? '')
  return html`<tr data-smid="${smid}" data-course="${code}">
    ${cell('Company', account ? recordLink(account.Id, nameOf(account)) : 'No company yet')}
    ${cell('Course', course ? recordLink(course.Id, nameOf(course)) : 'No course')}
    ${cell('People', people)}${cell('Purchases', purchases)}${cell('Unmatched', unmatched)}
  </tr>`
}

function unmatchedCard(records: OrgRecords): Html {
  const purchases = records.all('Course_Purchase__c').filter((purchase) => !isMatched(purchase))
  const oldestFirst = purchases.toSorted((left, right) =>
    String(left['Ordered_At__c'] ?? '') < String(right['Ordered_At__c'] ?? '') ? -1 : 1,
  )
  const rows = oldestFirst.slice(0, SHOWN).map((purchase) => unmatchedRow(records, purchase))
  const headings = ['Purchase', 'Course', 'SMID', 'E-mail', 'Match', 'Reason', 'Ordered']
  return html`<section class="card" id="unmatched">
    <h2>Unmatched course purchases</h2>
    <p>Their account or contact is not known yet, or there are several. The oldest first.</p>
    ${table(headings, rows, 'Every purchase has its account and contact.')} ${more(purchases.length)}
  </section>`
}

function unmatchedRow(records: OrgRecords, purchase: StoredRecord): Html {
  const text = (field: string): string => String(purchase[field] ?? '')
  return html`<tr data-reference="${nameOf(purchase)}">
    ${cell('Purchase', recordLink(purchase.Id, nameOf(purchase)))}
    ${cell('Course', nameOf(recordAt(records, purchase['Course__c'])))}
    ${cell('SMID', text('Buyer_SMID__c'))}${cell('E-mail', text('Buyer_Email__c'))}
    ${cell('Match', text('Match_Status__c'))}${cell('Reason', text('Match_Note__c'))}
    ${cell('Ordered', text('Ordered_At__c').slice(0, 16).replace('T', ' '))}
  </tr>`
}

function accountsCard(records: OrgRecords): Html {
  const accounts = records.all('Account')
  const latest = accounts.slice(-SHOWN).toReversed()
  const ids = new Set<unknown>(latest.map(({ Id }) => Id))
  const contacts = records.all('Contact').filter((contact) => ids.has(contact['AccountId']))
  const rows = latest.map((account) => {
    const people = contacts.filter((contact) => contact['AccountId'] === account.Id)
    return html`<tr data-smid="${String(account['SMID__c'] ?? '')}">
      ${cell('Account', recordLink(account.Id, nameOf(account)))}${cell('SMID', String(account['SMID__c'] ?? ''))}
      ${cell('Contacts', people.map(contactLine))}
    </tr>`
  })
  return html`<section class="card" id="accounts">
    <h2>Accounts</h2>
    <p>The latest first. Redis Cloud’s nightly sync brings an account up to a day after its purchase.</p>
    ${table(['Account', 'SMID', 'Contacts'], rows, 'No account yet.')} ${more(accounts.length)}
  </section>`
}

function contactLine(contact: StoredRecord): Html {
  const email = contact['Email']
  return html`<div>
    ${recordLink(contact.Id, nameOf(contact))}${typeof email === 'string' ? `, ${email}` : ''}
  </div>`
}

function formCard(refusal: string | undefined): Html {
  const refused =
    refusal === undefined ? html`` : html`<p class="refused" role="alert">Not entered: ${refusal}</p>`
  return html`<section class="card" id="arrives">
    <h2>Account arrives</h2>
    <p>As the nightly sync would bring it. An account that is here already gets the contact.</p>
    ${refused}
    <form method="post" action="/accounts">
      <label>Account name<input name="name" required maxlength="255" autocomplete="off" /></label>
      <label>SMID<input name="smid" required maxlength="64" autocomplete="off" /></label>
      <label>Contact’s name<input name="contact" maxlength="121" autocomplete="off" /></label>
      <label>Contact’s e-mail<input name="email" type="email" maxlength="80" autocomplete="off" /></label>
      <button type="submit">Enter account</button>
    </form>
  </section>`
}

function isMatched(purchase: StoredRecord): boolean {
  return purchase['Match_Status__c'] === 'Matched'
}

function more(count: number): Html {
  return count > SHOWN ? html`<p class="empty">${SHOWN} of ${count} are shown.</p>` : html``
}
