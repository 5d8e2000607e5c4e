import fc from 'fast-check'
import { expect, it } from 'vitest'
import { courseIdSchema, customerIdSchema } from '@/lib/ids'
import { entitlementsCursorSchema, writeEntitlementsCursor } from './entitlements-cursor'

it('a cursor leads back to its place', () => {
  fc.assert(
    fc.property(fc.uuid({ version: 7 }), fc.uuid({ version: 7 }), (person, unit) => {
      const place = { learner: customerIdSchema.parse(person), course: courseIdSchema.parse(unit) }
      const cursor = writeEntitlementsCursor(place)
      expect(cursor).toMatch(/^[\w-]+$/)
      expect(entitlementsCursorSchema.parse(cursor)).toEqual(place)
    }),
  )
})

it.each(['', 'x', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}'`, 'B'.repeat(43)])(
  '%j is no cursor',
  (text) => {
    expect(entitlementsCursorSchema.safeParse(text).success).toBe(false)
  },
)
