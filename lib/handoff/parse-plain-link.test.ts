import { describe, expect, it } from 'vitest'
import { parsePlainLink } from './parse-plain-link'

const parse = (query: string) => {
  const result = parsePlainLink(new URLSearchParams(query))
  return result.ok ? result.handoff : result.problem
}

describe('a plain link', () => {
  it('names a unit and an account', () => {
    expect(parse('sku=RU-CERT-DEVELOPER&smid=ACME-4821')).toEqual({
      kind: 'plain',
      sku: 'RU-CERT-DEVELOPER',
      smid: 'ACME-4821',
    })
  })
  it.each([
    ['', 'sku-missing'],
    ['sku=&smid=A', 'sku-missing'],
    ['sku=RU-A1', 'smid-missing'],
    ['sku=RU-A1&smid=', 'smid-missing'],
    ['sku=ru-a1&smid=A', 'sku-malformed'],
    ['sku=RU-A1%20&smid=A', 'sku-malformed'],
    ['sku=RU--A1&smid=A', 'sku-malformed'],
    ['sku=RU-%D0%90%D0%91&smid=A', 'sku-malformed'],
    [`sku=RU-${'A'.repeat(38)}&smid=A`, 'sku-malformed'],
    ['sku=RU-A1%0A&smid=A', 'sku-malformed'],
    ['sku=RU-A1&smid=a%20b', 'smid-malformed'],
    ['sku=RU-A1&smid=a/../b', 'smid-malformed'],
    [`sku=RU-A1&smid=${'a'.repeat(65)}`, 'smid-malformed'],
    ['sku=RU-A1&smid=%3Cscript%3E', 'smid-malformed'],
    ['sku=RU-A1&sku=RU-A1&smid=A', 'repeated'],
    ['sku=RU-A1&smid=A&smid=B', 'repeated'],
  ])('?%s is refused as %s', (query, problem) => {
    expect(parse(query)).toBe(problem)
  })
})
