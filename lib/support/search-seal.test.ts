import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSearchSeal, SEARCH_LIFETIME_SECONDS } from './search-seal'

const ours = createSearchSeal('a secret of at least thirty-two characters')
afterEach(() => {
  vi.useRealTimers()
})

describe('a sealed search', () => {
  it('opens to what was typed, and its text shows nothing of it', async () => {
    const sealed = await ours.seal('l.rivera@example.com')
    expect(await ours.open(sealed)).toBe('l.rivera@example.com')
    const plain = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))
    expect(plain.join()).not.toContain('rivera')
    expect(sealed).toMatch(/^[\w.-]+$/)
  })
  it('stays short enough for an address, whatever was typed', async () => {
    const sealed = await ours.seal('x'.repeat(100_000))
    expect(sealed.length).toBeLessThan(1_000)
    expect(await ours.open(sealed)).toBe('x'.repeat(300))
  })
  it('does not open when it was sealed by another secret, is not ours at all, or old', async () => {
    const other = createSearchSeal('another secret of at least thirty-two letters')
    expect(await ours.open(await other.seal('ACME-4821'))).toBeUndefined()
    expect(await ours.open('')).toBeUndefined()
    expect(await ours.open('eyJhbGciOiJub25lIn0.eyJ0eXBlZCI6IngifQ.')).toBeUndefined()
    const sealed = await ours.seal('ACME-4821')
    vi.useFakeTimers({ now: Date.now() + (SEARCH_LIFETIME_SECONDS + 5) * 1_000 })
    expect(await ours.open(sealed)).toBeUndefined()
  })
})
