import { describe, expect, it } from 'vitest'
import { isOver } from './announcement'

const until = { at: '2027-03-30T12:00', zone: 'Europe/London' }

describe('an announcement', () => {
  it('ends when the clocks of its zone show its time', () => {
    expect(isOver({ text: 'Sale', until }, new Date('2027-03-30T10:59:59Z'))).toBe(false)
    expect(isOver({ text: 'Sale', until }, new Date('2027-03-30T11:00:00Z'))).toBe(true)
  })

  it('stays where it has no end', () => {
    expect(isOver({ text: 'Sale' }, new Date('2099-01-01T00:00:00Z'))).toBe(false)
  })
})
