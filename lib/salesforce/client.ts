import { authorize } from './authorize'
import { createCaller } from './call'
import type { SalesforceClientSettings } from './client-settings'
import { contactKeyOf } from './contact-key'
import { COURSE_KEY, COURSE_OBJECT, courseFields } from './course-fields'
import type { CallBudget, SalesforcePort } from './port'
import { PURCHASE_KEY, PURCHASE_OBJECT, purchaseFields } from './purchase-fields'
import { readContact } from './read-contact'
import { createSeeker } from './seek-people'
import { createSessions } from './sessions'
import { writeRecords } from './write-records'

/**
 * Speaks with an org over its REST API (R16). Opens a session with the first call and keeps
 * it. Throws at once where the contact key is no name of a field.
 */
export function createSalesforceClient(settings: SalesforceClientSettings): SalesforcePort {
  const way = { timeoutMs: 30_000, now: () => new Date(), ...settings }
  let budget: CallBudget | undefined
  let instance: string | undefined
  const sessions = createSessions(async () => {
    const opened = await authorize(way)
    if (opened.outcome === 'open') instance = opened.connection.instanceUrl
    return opened
  }, way.now)
  const call = createCaller(sessions, (last) => {
    budget = last
  })
  return {
    writePurchases: (records) =>
      writeRecords(call, { object: PURCHASE_OBJECT, key: PURCHASE_KEY }, records.map(purchaseFields)),
    writeCourses: (courses) =>
      writeRecords(call, { object: COURSE_OBJECT, key: COURSE_KEY }, courses.map(courseFields)),
    seekPeople: createSeeker(call, contactKeyOf(settings.contactKey)),
    readContact: (id) => readContact(call, id),
    budget: () => budget,
    recordPage: (id) => (instance === undefined ? undefined : `${instance}/${encodeURIComponent(id)}`),
  }
}
