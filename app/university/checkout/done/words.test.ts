import { describe, expect, it } from 'vitest'
import type { Progress } from '@/lib/checkout/progress'
import { DEFAULT_ACCOUNT } from '@/lib/ids'
import { doneWords, steps } from './words'

const at = new Date('2026-11-21T10:00:00Z')
const seen = (stage: Progress['stage'], more: Partial<Progress> = {}): Progress => ({
  stage,
  account: DEFAULT_ACCOUNT,
  course: { title: 'Distributed Locks', slug: 'locks', sku: 'RU-LAB-LOCKS', flockjayCourseId: 'fj-1' },
  reference: 'RU-7F3K-91QD',
  paidAt: at,
  unlockedAt: undefined,
  receipt: undefined,
  ...more,
})
const OPEN = 'https://flockjay.example/courses/fj-1'

describe('the done page', () => {
  it.each(['suspended', 'given-back', 'taken-back'] as const)(
    '%s: neither ready nor on its way, and no door that is closed',
    (stage) => {
      const words = doneWords(seen(stage), OPEN)
      expect(words.title + words.text).not.toMatch(/You’re in|is open in|being unlocked/)
      expect(words.step?.href).not.toBe(OPEN)
      expect(steps(seen(stage)).map(({ label }) => label)).not.toContain('Ready')
    },
  )
  it('given back: another purchase of it is never said to be closed too', () => {
    expect(doneWords(seen('given-back'), OPEN).text).toContain('that purchase is not touched')
  })
  it('ready: the time it took, unless it was opened again long after', () => {
    const unlocked = (seconds: number) =>
      steps(seen('ready', { unlockedAt: new Date(at.getTime() + seconds * 1_000) })).at(-1)?.note
    expect(unlocked(0.4)).toBe('in 0.4 s')
    expect(unlocked(86_400)).toBeUndefined()
  })
})
