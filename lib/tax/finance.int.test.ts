import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSupportDesk } from '@/e2e/support-desk'
import type { SupportDesk } from '@/e2e/support-desk'
import { readHealth } from '@/lib/health/read-health'
import { concernsOf } from '@/lib/health/concerns'
import { findStaff, recordStaffSignIn } from '@/lib/identity/staff-member'
import type { StaffActor } from '@/lib/identity/permit'
import { grantRole } from '@/lib/identity/staff-member-roles'
import type { PurchaseId } from '@/lib/ids'
import { findingNoteSchema } from '@/lib/support/close-with-note'
import { readPurchase } from '@/lib/support/read'
import { closeTaxFinding } from './close-finding'
import { exportTaxFindings } from './export-findings'
import { taxFindingIdSchema } from './finding-row'
import { listTaxFindings } from './list-findings'

let desk: SupportDesk
let fay: StaffActor
beforeAll(async () => {
  desk = await openSupportDesk()
  const who = { issuer: 'https://login.redis.example', subject: 'staff-fay' }
  await recordStaffSignIn(desk.db, { ...who, name: 'Fay Chen', email: undefined })
  await grantRole(desk.db, 'command', who, 'finance')
  const found = await findStaff(desk.db, who)
  if (found === undefined) throw new Error('Fay is not there')
  fay = found
})
afterAll(() => desk.close())

const note = findingNoteSchema.parse('Accounted for in November')

async function finding(
  purchase: PurchaseId,
  {
    kind = 'country-mismatch',
    place = 'Israel',
    amount = 3_582 as number | null,
    currency = 'USD',
    detail = 'why',
  },
) {
  const id = await desk.one(
    `INSERT INTO tax_finding (purchase_id, kind, place, amount, currency, detail)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [purchase, kind, place, amount, currency, detail],
  )
  return taxFindingIdSchema.parse(id)
}

async function listed(
  ...[filter, after]: [Parameters<typeof listTaxFindings>[2]?, Parameters<typeof listTaxFindings>[3]?]
) {
  const list = await listTaxFindings(desk.db, fay, filter, after)
  if (list.outcome !== 'found') throw new Error('finance may read')
  return list
}

describe('what finance lists', () => {
  it('is empty without findings', async () => {
    expect(await listed()).toMatchObject({ findings: [], total: 0, sums: [], groups: [], next: undefined })
  })
  it('oldest first, with what was missed and what was taken in vain by currency', async () => {
    const { id, reference } = await desk.bought()
    await finding(id, {})
    await finding(id, { kind: 'untaxed', amount: null })
    const other = await desk.bought()
    await finding(other.id, { place: 'Japan', amount: -3_582 })
    await finding(other.id, { kind: 'not-registered', place: 'CO, United States', amount: null })
    const third = await desk.bought()
    await finding(third.id, { amount: 500, currency: 'EUR' })
    const list = await listed()
    expect(list.findings.map(({ kind }) => kind)).toEqual([
      'country-mismatch',
      'untaxed',
      'country-mismatch',
      'not-registered',
      'country-mismatch',
    ])
    expect(list.findings[0]?.purchase).toMatchObject({ reference, title: expect.any(String) })
    const sums = list.sums.map(({ missed, inVain }) => [missed.currency, missed.amount, inVain.amount])
    expect(sums).toEqual([
      ['EUR', 500n, 0n],
      ['USD', 3_582n, 3_582n],
    ])
    const israel = await listed({ place: 'Israel', kind: 'country-mismatch' })
    expect(israel.total).toBe(2)
    expect(israel.groups).toHaveLength(4)
    expect((await listed({ place: 'Nowhere' })).findings).toEqual([])
  })
  it('pages, and none is left out or twice', async () => {
    const ids = []
    for (let count = 0; count < 60; count += 1) {
      const { id } = await desk.bought()
      ids.push(await finding(id, { kind: 'reverse-charge', place: 'Germany', amount: null }))
    }
    const first = await listed({ kind: 'reverse-charge' })
    const second = await listed({ kind: 'reverse-charge' }, first.next)
    expect(first.findings).toHaveLength(50)
    expect([...first.findings, ...second.findings].map(({ id }) => id)).toEqual(ids)
    expect(second.next).toBeUndefined()
  })
  it('is closed to everybody else', async () => {
    expect(await listTaxFindings(desk.db, desk.max)).toEqual({ outcome: 'forbidden' })
    expect(exportTaxFindings(desk.db, desk.max, {})).toEqual({ outcome: 'forbidden' })
    const [first] = (await listed()).findings
    expect(first && (await closeTaxFinding(desk.db, desk.max, first.id, note))).toEqual({
      outcome: 'forbidden',
    })
  })
})

describe('closing', () => {
  it('takes it off the list once, and says who did it where the purchase is', async () => {
    const { id } = await desk.bought()
    const one = await finding(id, { kind: 'exempt', place: 'Chile', amount: null })
    const results = await Promise.all([1, 2].map(() => closeTaxFinding(desk.db, fay, one, note)))
    expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['closed', 'closed-already'])
    expect((await listed({ place: 'Chile' })).total).toBe(0)
    expect(await desk.audits(one)).toEqual([
      { actor: `staff:${fay.staffId}`, action: 'tax-finding.close', detail: { note } },
    ])
    const read = await readPurchase({ db: desk.db, now: new Date() }, fay, id)
    if (read.outcome !== 'found') throw new Error('there is a purchase')
    expect(read.record.happenings).toContainEqual(
      expect.objectContaining({ kind: 'finding', finding: 'exempt', open: false }),
    )
    expect(read.record.happenings).toContainEqual(
      expect.objectContaining({ kind: 'audit', action: 'tax-finding.close', actor: 'Fay Chen', note }),
    )
  })
  it('knows no other', async () => {
    const unknown = taxFindingIdSchema.parse('0199f000-0000-7000-8000-000000000001')
    expect(await closeTaxFinding(desk.db, fay, unknown, note)).toEqual({ outcome: 'missing' })
  })
})

describe('the download', () => {
  async function downloaded(period: Parameters<typeof exportTaxFindings>[2]): Promise<string[]> {
    const result = exportTaxFindings(desk.db, fay, period)
    if (result.outcome !== 'found') throw new Error('finance may read')
    const lines = []
    for await (const line of result.lines) lines.push(line)
    return lines
  }
  it('has open and closed ones, amounts as decimals, and no formula of a buyer', async () => {
    const { id, reference } = await desk.bought()
    await finding(id, { kind: 'reverse-charge', place: '=1+1', amount: null, detail: 'Tax ID "DE1", =A1.' })
    const lines = await downloaded({})
    const open = await desk.rows('SELECT count(*)::int AS n FROM tax_finding')
    expect(lines).toHaveLength(Number(open[0]?.['n']) + 1)
    expect(lines[0]).toMatch(/^finding,recorded_at,closed_at,kind,place,missed_tax,currency,/)
    expect(lines.find((line) => line.includes(',Japan,'))).toContain(',-35.82,USD,')
    expect(lines.find((line) => line.includes(',exempt,'))).toMatch(/^[^,]+,[^,]+Z,[^,]+Z,exempt,Chile,,USD,/)
    const last = lines.at(-1)
    expect(last).toContain(`,'=1+1,,USD,"Tax ID ""DE1"", =A1.",${reference},`)
    expect(last?.endsWith(',17.67,216.67\r\n')).toBe(true)
  })
  it('keeps to its days, both included', async () => {
    const today = new Date().toISOString().slice(0, 10)
    const days = (n: number) => new Date(Date.parse(today) + n * 86_400_000).toISOString().slice(0, 10)
    // Around midnight a day may pass while this runs.
    expect((await downloaded({ from: days(-1), to: days(1) })).length).toBeGreaterThan(60)
    expect(await downloaded({ from: days(2) })).toHaveLength(1)
    expect(await downloaded({ to: days(-2) })).toHaveLength(1)
  })
})

it('what was not taxed is somebody’s concern until finance closes it', async () => {
  const concern = async () =>
    concernsOf(await readHealth(desk.db, new Date())).find(({ kind }) => kind === 'untaxed')
  expect(await concern()).toMatchObject({ count: 1, oldest: expect.any(Date) })
  const [open] = (await listed({ kind: 'untaxed' })).findings
  if (open === undefined) throw new Error('one is open')
  await closeTaxFinding(desk.db, fay, open.id, note)
  expect(await concern()).toBeUndefined()
})
