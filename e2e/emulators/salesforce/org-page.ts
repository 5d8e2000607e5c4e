import type { EmulatorRequest, EmulatorResponse } from '../exchange'
import { enterAccount } from './org-page/arriving-account'
import { homePage } from './org-page/home'
import { missingPage, recordPage } from './org-page/record-page'
import { fullId } from './record-id'
import type { OrgRecords } from './records'

/** The pages of the demo, for a person in the org: `GET /`, `GET /{record id}`, and `POST /accounts` of the form. */
export function answerOrgPage(records: OrgRecords, request: EmulatorRequest): EmulatorResponse {
  const { method, path } = request
  if (method === 'POST' && path === '/accounts') {
    const { refusal } = enterAccount(records, new URLSearchParams(request.body))
    return refusal === undefined
      ? { status: 303, headers: { location: '/#accounts' } }
      : homePage(records, refusal)
  }
  if (method !== 'GET') return missingPage()
  if (path === '/') return homePage(records)
  const id = fullId(path.slice(1))
  const record = id === undefined ? undefined : records.find(id)
  const object = [...records.schema.values()].find(({ keyPrefix }) => id?.startsWith(keyPrefix))
  return record && object ? recordPage(records, object, record) : missingPage()
}
