import type { EmulatorResponse } from '../../exchange'
import type { FieldValue, StoredRecord } from '../model'
import type { OrgField, OrgObject } from '../org-object'
import type { OrgRecords } from '../records'
import { nameOf, recordAt } from './company-report'
import { type Html, html, page, recordLink } from './html'

/** `GET /{id}`: a record with its fields (formulas are not worked out), as `https://{My Domain}/{id}` opens it. */
export function recordPage(records: OrgRecords, object: OrgObject, record: StoredRecord): EmulatorResponse {
  const rows = [...object.fields.values()].map((field) =>
    fieldRow(records, field, record[field.name] ?? null),
  )
  const main = html`<section class="card">
    <h1>${nameOf(record)}</h1>
    <p>${object.label}</p>
    <table>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </section>`
  return page(200, nameOf(record), main)
}

export function missingPage(): EmulatorResponse {
  const main = html`<section class="card">
    <h1>Page not found</h1>
    <p>No record has this address. <a href="/">Course purchases</a></p>
  </section>`
  return page(404, 'Page not found', main)
}

function fieldRow(records: OrgRecords, field: OrgField, value: FieldValue): Html {
  return html`<tr>
    <th scope="row">${field.label}</th>
    <td data-field="${field.name}">${shown(records, field, value)}</td>
  </tr>`
}

function shown(records: OrgRecords, field: OrgField, value: FieldValue): Html | string {
  if (value === null) return ''
  const linked = field.reference && recordAt(records, value)
  if (linked) return recordLink(linked.Id, nameOf(linked))
  const text = String(value)
  return field.type === 'url' && /^https?:\/\//.test(text) ? html`<a href="${text}">${text}</a>` : text
}
