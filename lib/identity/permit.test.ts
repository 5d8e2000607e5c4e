import { describe, expect, it } from 'vitest'
import { staffIdSchema } from '@/lib/ids'
import { auditActor, permits } from './permit'
import type { Action } from './permit'
import { ROLES } from './role'
import type { Role } from './role'

/** Written out a second time on purpose: giving a role more is a decision, not a slip. */
const EXPECTED: Readonly<Record<Action, readonly (Role | 'command')[]>> = {
  'purchase.find': ['finance', 'support'],
  'purchase.read': ['finance', 'support'],
  'delivery.retry': ['support'],
  'finding.read': ['support'],
  'finding.close': ['support'],
  'health.read': ['finance', 'support', 'admin'],
  'correction.read': ['finance', 'support'],
  'invoice.correct': ['finance'],
  'purchase.refund': ['finance'],
  'tax.read': ['finance'],
  'tax.close': ['finance'],
  'salesforce.match': ['support'],
  'catalog.read': ['marketing', 'marketing-admin', 'command'],
  'catalog.edit': ['marketing', 'marketing-admin', 'command'],
  'price.change': ['marketing-admin', 'command'],
  'staff.read': ['admin', 'command'],
  'staff.grant': ['admin', 'command'],
}
const ACTIONS = Object.keys(EXPECTED) as Action[]
const staffId = staffIdSchema.parse('0199f000-0000-7000-8000-000000000001')
const actor = (...roles: Role[]) => ({ staffId, name: 'Max Moreno', roles })

describe('what a role may do', () => {
  it.each(ACTIONS.flatMap((action) => ROLES.map((role) => [role, action] as const)))(
    '%s: %s',
    (role, action) => {
      expect(permits(actor(role), action)).toBe(EXPECTED[action].includes(role))
    },
  )
  it.each(ACTIONS)('without a role nothing: %s', (action) => {
    expect(permits(actor(), action)).toBe(false)
  })
  it.each(ACTIONS)('a command gives roles and no more: %s', (action) => {
    expect(permits('command', action)).toBe(EXPECTED[action].includes('command'))
  })
  it('two roles may what either may, and nothing else', () => {
    const both = ACTIONS.filter((action) => permits(actor('marketing', 'finance'), action))
    expect(both).toEqual([
      'purchase.find',
      'purchase.read',
      'health.read',
      'correction.read',
      'invoice.correct',
      'purchase.refund',
      'tax.read',
      'tax.close',
      'catalog.read',
      'catalog.edit',
    ])
  })
})

describe('an audit row', () => {
  it('names an employee by id, and a command as such', () => {
    expect(auditActor(actor('admin'))).toBe(`staff:${staffId}`)
    expect(auditActor('command')).toBe('command')
  })
})
