import { describe, expect, it, vi } from 'vitest'
import { keepLast } from './keep-last'

describe('keepLast', () => {
  it('answers with what is there now', async () => {
    const values = ['one', 'two']
    const read = keepLast(() => Promise.resolve(values.shift()), vi.fn())
    expect(await read('')).toBe('one')
    expect(await read('')).toBe('two')
  })

  it('goes on with what was read last when a read fails, per key, and says so', async () => {
    const failure = new Error('the database is away')
    let away = false
    const onFailure = vi.fn()
    const read = keepLast(
      (key) => (away ? Promise.reject(failure) : Promise.resolve(`about ${key}`)),
      onFailure,
    )
    await read('locks')
    away = true
    expect(await read('locks')).toBe('about locks')
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(failure)
    await expect(read('streams')).rejects.toBe(failure)
  })

  it('forgets what is gone', async () => {
    const answers: (() => Promise<string | undefined>)[] = [
      () => Promise.resolve('here'),
      () => Promise.resolve(undefined),
      () => Promise.reject(new Error('away')),
    ]
    const read = keepLast(() => (answers.shift() ?? (() => Promise.resolve(undefined)))(), vi.fn())
    expect(await read('x')).toBe('here')
    expect(await read('x')).toBeUndefined()
    await expect(read('x')).rejects.toThrow('away')
  })

  it('does not wait for a database that does not answer, and takes its answer when it comes', async () => {
    const late = Promise.withResolvers<string>()
    const answers = [Promise.resolve('old'), late.promise, new Promise<string>(() => undefined)]
    const read = keepLast(() => answers.shift() ?? Promise.resolve(undefined), vi.fn(), 1)
    await read('')
    expect(await read('')).toBe('old')
    late.resolve('new')
    await late.promise
    expect(await read('')).toBe('new')
  })
})
