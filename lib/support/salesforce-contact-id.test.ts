import { describe, expect, it } from 'vitest'
import { readContactId } from './salesforce-contact-id'

describe('a contact typed by hand', () => {
  it.each([
    ['003Kj00000AbCdE', '003Kj00000AbCdE'],
    ['  003Kj00000AbCdEIAZ\n', '003Kj00000AbCdEIAZ'],
    ['https://redis.lightning.force.com/lightning/r/Contact/003Kj00000AbCdEIAZ/view', '003Kj00000AbCdEIAZ'],
    ['https://redis.my.salesforce.com/003Kj00000AbCdE', '003Kj00000AbCdE'],
    ['https://redis.my.salesforce.com/003Kj00000AbCdE?nooverride=1', '003Kj00000AbCdE'],
  ])('%s', (typed, id) => {
    expect(readContactId(typed)).toBe(id)
  })
  it.each([
    '',
    '003',
    '003Kj00000AbCdEI',
    '003Kj00000AbCdEIAZX',
    '001Kj00000AbCdEIAZ',
    '003Kj00000AbCd-',
    'https://redis.my.salesforce.com/001Kj00000AbCdEIAZ',
    'lena.rivera@example.com',
  ])('%s is none', (typed) => {
    expect(readContactId(typed)).toBeUndefined()
  })
})
