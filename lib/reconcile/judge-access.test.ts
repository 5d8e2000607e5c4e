import { describe, expect, it } from 'vitest'
import { judgeAccess } from './judge-access'
import type { AccessHere, AccessThere } from './judge-access'

const HERE: AccessHere = {
  sku: 'RU-STREAMS',
  smid: 'ACME-1',
  access: 'active',
  ground: true,
  erased: false,
  last: 'done',
}
const ACTIVE: AccessThere = { status: 'active', sku: 'RU-STREAMS', smid: 'ACME-1' }
const REVOKED: AccessThere = { ...ACTIVE, status: 'revoked' }
const NONE: AccessThere = { status: 'none' }

type Case = [string, Partial<AccessHere>, AccessThere, string, string?]

describe('access here and at Flockjay', () => {
  it.each<Case>([
    ['paid and open', {}, ACTIVE, 'agrees'],
    ['paid and closed there', {}, REVOKED, 'paid-without-access', 'unlock'],
    ['paid and unknown there', {}, NONE, 'paid-without-access', 'unlock'],
    ['paid, and never told', { last: undefined }, NONE, 'paid-without-access', 'unlock'],
    ['paid, but a person has to help', { last: 'needs-person' }, NONE, 'paid-without-access', 'unlock'],
    ['paid, the unlock on its way', { last: 'waiting' }, NONE, 'under-way'],
    ['refunded, another purchase pays: closed', { ground: false }, REVOKED, 'agrees'],
    ['refunded, another purchase pays: open', { ground: false }, ACTIVE, 'agrees'],
    ['erased: nobody to unlock for', { erased: true }, NONE, 'agrees'],
    ['revoked and closed', { access: 'revoked' }, REVOKED, 'agrees'],
    ['revoked and unknown', { access: 'revoked' }, NONE, 'agrees'],
    ['revoked and open', { access: 'revoked' }, ACTIVE, 'access-not-paid-for', 'revoke'],
    ['suspended and open', { access: 'suspended' }, ACTIVE, 'access-not-paid-for', 'revoke'],
    ['not paid yet and open', { access: 'pending' }, ACTIVE, 'access-not-paid-for', 'revoke'],
    ['revoked, the revoke on its way', { access: 'revoked', last: 'waiting' }, ACTIVE, 'under-way'],
    ['not decided yet', { access: undefined }, ACTIVE, 'agrees'],
    ['open for another course', {}, { ...ACTIVE, sku: 'RU-SEARCH' }, 'access-for-another'],
    ['open for another account', { access: 'revoked' }, { ...ACTIVE, smid: 'ACME-2' }, 'access-for-another'],
  ])('%s', (_, here, there, expected, owe) => {
    const judged = judgeAccess({ ...HERE, ...here }, there)
    if (judged.verdict === 'differs') expect([judged.kind, judged.owe]).toEqual([expected, owe])
    else expect([judged.verdict, undefined]).toEqual([expected, owe])
  })
})
