import { describe, expect, it } from 'vitest'
import { createProgressLine } from './progress-line'

function told(isTTY: boolean, counts: readonly (readonly [number, number])[]): string {
  let text = ''
  const line = createProgressLine({ isTTY, write: (more) => (text += more) })
  for (const [done, total] of counts) line.show(done, total, 'none failed')
  line.end()
  return text
}

describe('a progress line', () => {
  it('redraws one line on a terminal', () => {
    const text = told(true, [
      [0, 50_000],
      [25_000, 50_000],
    ])
    expect(text.split('\r').slice(1)).toEqual([
      `\u001b[K${'░'.repeat(24)}   0 % 0 of 50,000 · none failed`,
      `\u001b[K${'█'.repeat(12)}${'░'.repeat(12)}  50 % 25,000 of 50,000 · none failed\n`,
    ])
  })
  it('writes a line at every tenth where there is no terminal', () => {
    const text = told(false, [
      [0, 100],
      [4, 100],
      [9, 100],
      [10, 100],
      [100, 100],
    ])
    expect(text).toBe(
      '  0 % 0 of 100 · none failed\n 10 % 10 of 100 · none failed\n100 % 100 of 100 · none failed\n',
    )
  })
  it('ends with what was told last', () => {
    let text = ''
    const line = createProgressLine({ write: (more) => (text += more) })
    line.show(95, 100, 'one')
    line.show(99, 100, 'two')
    line.end()
    expect(text).toBe(' 95 % 95 of 100 · one\n 99 % 99 of 100 · two\n')
  })
  it('is complete where there is nothing to do', () => {
    expect(told(false, [[0, 0]])).toBe('100 % 0 of 0 · none failed\n')
  })
})
