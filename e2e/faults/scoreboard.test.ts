import { describe, expect, it } from 'vitest'
import { report, score } from './scoreboard'

describe('the table at the end', () => {
  it('adds up, and is good when nothing was found', () => {
    const { text, isGood } = report([
      score('one', { deliveries: 7, kills: 2, recoveries: [1_000, 4_900] }),
      score('two', { deliveries: 3 }),
    ])
    expect(isGood).toBe(true)
    expect(
      text
        .split('\n')
        .at(-1)
        ?.split(/\s{2,}/),
    ).toEqual(['all', '10', '2', '0', '0', '0', '4.9 s'])
  })
  it.each(['lost', 'double', 'wrong'] as const)(
    'is not good when something is %s, and says what',
    (fault) => {
      const { text, isGood } = report([score('one', { problems: [{ fault, what: 'the sale' }] })])
      expect(isGood).toBe(false)
      expect(text).toContain(`one: ${fault}: the sale`)
    },
  )
  it('is not good when a crash lasted too long for the learner', () => {
    expect(report([score('one', { recoveries: [5_001] })]).isGood).toBe(false)
  })
})
