import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Draft } from '@/lib/catalog/documents/fields'
import { Autosave, PAUSE_MS } from './autosave'
import type { SaveAnswer, SaveState } from './autosave'

const text = (title: string): Draft => ({ title })
const conflict = { theirs: text('theirs'), token: 't-theirs', by: 'Mara Marsh', at: '2026-11-21T12:00:00Z' }

/** A server that answers when told to, and remembers what it was sent. */
function setUp() {
  const sent: { token: string; draft: Draft; answer: (answer: SaveAnswer | Error) => void }[] = []
  const states: SaveState[] = []
  const autosave = new Autosave({
    token: 't0',
    draft: text('first'),
    problems: [],
    save: (token, draft) =>
      new Promise((resolve, reject) =>
        sent.push({ token, draft, answer: (a) => (a instanceof Error ? reject(a) : resolve(a)) }),
      ),
    onState: (state) => states.push(state),
    now: () => new Date('2026-11-21T12:04:00Z'),
  })
  const answer = async (given: SaveAnswer | Error) => {
    sent.at(-1)!.answer(given)
    await vi.advanceTimersByTimeAsync(0)
  }
  const saved = (token: string): SaveAnswer => ({ outcome: 'saved', token, problems: [] })
  const titles = () => sent.map(({ token, draft }) => `${token} ${String(draft['title'])}`)
  return { autosave, states, answer, saved, titles }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('autosave', () => {
  it('waits for a pause, sends the last text once, and says when it was kept', async () => {
    const { autosave, states, answer, saved, titles } = setUp()
    autosave.changed(text('a'))
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1)
    autosave.changed(text('ab'))
    await vi.advanceTimersByTimeAsync(PAUSE_MS - 1)
    expect(titles()).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(titles()).toEqual(['t0 ab'])
    expect(autosave.unsaved).toBe(true)
    await answer(saved('t1'))
    expect(states.at(-1)).toEqual({ phase: 'saved', at: new Date('2026-11-21T12:04:00Z') })
    expect(autosave.unsaved).toBe(false)
    await vi.advanceTimersByTimeAsync(100_000)
    expect(titles()).toHaveLength(1)
  })

  it('has one save under way, and sends what was typed meanwhile after it, with its token', async () => {
    const { autosave, answer, saved, titles } = setUp()
    autosave.changed(text('a'))
    void autosave.settle()
    autosave.changed(text('b'))
    await vi.advanceTimersByTimeAsync(100_000)
    expect(titles()).toEqual(['t0 a'])
    await answer(saved('t1'))
    expect(titles()).toEqual(['t0 a', 't1 b'])
    await answer(saved('t2'))
    expect(autosave.unsaved).toBe(false)
    expect(autosave.token).toBe('t2')
  })

  it('tries again, less and less often, with the newest text, and keeps saying so', async () => {
    const { autosave, states, answer, saved, titles } = setUp()
    autosave.changed(text('a'))
    await vi.advanceTimersByTimeAsync(PAUSE_MS)
    await answer(new Error('no network'))
    expect(states.at(-1)).toEqual({ phase: 'not-saved', why: 'unreachable', again: true })
    autosave.changed(text('ab'))
    expect(autosave.unsaved).toBe(true)
    await vi.advanceTimersByTimeAsync(2_000)
    await answer({ outcome: 'signed-out' })
    await vi.advanceTimersByTimeAsync(3_999)
    expect(titles()).toEqual(['t0 a', 't0 ab'])
    await vi.advanceTimersByTimeAsync(1)
    expect(titles()).toHaveLength(3)
    await answer(saved('t1'))
    expect(autosave.unsaved).toBe(false)
  })

  it('does not try again what cannot pass by itself, but does after the next change', async () => {
    const { autosave, states, answer, titles } = setUp()
    autosave.changed(text('a'))
    await vi.advanceTimersByTimeAsync(PAUSE_MS)
    await answer({ outcome: 'too-large' })
    await vi.advanceTimersByTimeAsync(100_000)
    expect(titles()).toEqual(['t0 a'])
    expect(states.at(-1)).toEqual({ phase: 'not-saved', why: 'too-large', again: false })
    autosave.changed(text(''))
    await vi.advanceTimersByTimeAsync(PAUSE_MS)
    expect(titles()).toEqual(['t0 a', 't0 '])
  })
})

describe('a conflict', () => {
  it('stops saving until the writer decides, and ours goes out with the token of theirs', async () => {
    const { autosave, states, answer, saved, titles } = setUp()
    autosave.changed(text('mine'))
    const settled = autosave.settle()
    await answer({ outcome: 'conflict', ...conflict })
    expect(await settled).toBe(false)
    expect(states.at(-1)).toEqual({ phase: 'conflict', conflict })
    autosave.changed(text('mine, longer'))
    await vi.advanceTimersByTimeAsync(100_000)
    expect(titles()).toEqual(['t0 mine'])
    expect(autosave.unsaved).toBe(true)
    void autosave.resolve(conflict, 'mine')
    expect(titles().at(-1)).toBe('t-theirs mine, longer')
    await answer(saved('t2'))
    expect(autosave.unsaved).toBe(false)
  })

  it('ends with theirs, of which the server says what is wrong', async () => {
    const { autosave, answer, titles } = setUp()
    autosave.changed(text('mine'))
    void autosave.settle()
    await answer({ outcome: 'conflict', ...conflict })
    void autosave.resolve(conflict, 'theirs')
    expect(titles().at(-1)).toBe('t-theirs theirs')
    const problems = [{ path: 'title', message: 'Enter the title' }]
    await answer({ outcome: 'saved', token: 't2', problems })
    expect(autosave.problems).toEqual(problems)
    expect(autosave.unsaved).toBe(false)
  })

  it('is none where the text is our own, whose answer got lost', async () => {
    const { autosave, states, answer, titles } = setUp()
    autosave.changed(text('a'))
    await vi.advanceTimersByTimeAsync(PAUSE_MS)
    await answer(new Error('the answer got lost'))
    autosave.changed(text('ab'))
    await vi.advanceTimersByTimeAsync(2_000)
    await answer({ outcome: 'conflict', ...conflict, theirs: text('a'), token: 't1' })
    expect(states.map(({ phase }) => phase)).not.toContain('conflict')
    expect(titles().at(-1)).toBe('t1 ab')
  })

  it('shows where another request was told of it, although all was kept', async () => {
    const { autosave, states, answer } = setUp()
    void autosave.compare()
    await answer({ outcome: 'conflict', ...conflict })
    expect(states.at(-1)).toMatchObject({ phase: 'conflict' })
    expect(await autosave.settle()).toBe(false)
  })
})

describe('settling', () => {
  it('saves at once what waits, and answers when all is kept', async () => {
    const { autosave, answer, saved, titles } = setUp()
    expect(await autosave.settle()).toBe(true)
    autosave.changed(text('a'))
    const settled = autosave.settle()
    expect(titles()).toEqual(['t0 a'])
    await answer(saved('t1'))
    expect(await settled).toBe(true)
  })

  it('answers no where it cannot be saved', async () => {
    const { autosave, answer } = setUp()
    autosave.changed(text('a'))
    const settled = autosave.settle()
    await answer({ outcome: 'unreachable' })
    expect(await settled).toBe(false)
  })
})
