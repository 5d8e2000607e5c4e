import { describe, expect, it } from 'vitest'
import { fullId, recordId } from './record-id'

describe('record ids', () => {
  it('end with the letters that real ids end with', () => {
    expect(fullId('001D000000IqhSL')).toBe('001D000000IqhSLIAZ')
    expect(fullId('003ak00000luKU1')).toBe('003ak00000luKU1AAM')
    expect(fullId('a00D0000008oWP8')).toBe('a00D0000008oWP8IAM')
  })

  it('are told from what only looks like one', () => {
    expect(fullId('001D000000IqhSLIAZ')).toBe('001D000000IqhSLIAZ')
    expect(fullId('001D000000IqhSLIAY')).toBeUndefined()
    expect(fullId('001D000000IqhS')).toBeUndefined()
    expect(fullId('001D000000Iqh-L')).toBeUndefined()
    expect(fullId('')).toBeUndefined()
  })

  it('differ for every number, have 18 characters and sound letters', () => {
    const numbers = [1, 2, 61, 62, 63, 3_843, 3_844, 50_000, 916_132_832]
    const ids = numbers.map((number) => recordId('a00', number))
    expect(new Set(ids).size).toBe(numbers.length)
    for (const id of ids) {
      expect(id).toHaveLength(18)
      expect(fullId(id)).toBe(id)
      expect(fullId(id.slice(0, 15))).toBe(id)
    }
  })
})
