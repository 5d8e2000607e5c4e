// Loaded in front of a worker to break it: it takes a record for written that is not yet on its way to Salesforce, as one
// does who answers first and works later. Built-ins only, and no alias.
import { setTimeout } from 'node:timers/promises'

/** Longer than the worker lives. */
const LATER_MS = 60_000

const whole = globalThis.fetch

globalThis.fetch = async (input, init) => {
  const body = init?.body
  const isRecord = init?.method === 'PATCH' && String(input).includes('Course_Purchase__c')
  if (!isRecord || typeof body !== 'string') return whole(input, init)
  void setTimeout(LATER_MS).then(() => whole(input, { ...init, signal: null }))
  return Response.json(resultsFor(JSON.parse(body)))
}

/** What Salesforce would answer. */
function resultsFor(asked: unknown): unknown {
  const isCollection = typeof asked === 'object' && asked !== null && 'records' in asked
  const records = isCollection && Array.isArray(asked.records) ? asked.records : []
  return records.map(() => ({ id: 'a00000000000000AAA', success: true, created: true, errors: [] }))
}
