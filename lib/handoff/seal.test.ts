import { afterEach, describe, expect, it, vi } from 'vitest'
import { flockjayUserIdSchema, skuSchema, smidSchema } from '@/lib/ids'
import { createHandoffSeal, HANDOFF_LIFETIME_SECONDS } from './seal'

const handoff = {
  kind: 'plain',
  sku: skuSchema.parse('RU-LAB-LOCKS'),
  smid: smidSchema.parse('ACME-4821'),
} as const
const signed = {
  ...handoff,
  kind: 'signed',
  flockjayUserId: flockjayUserIdSchema.parse('fj-user-1'),
  jti: '0198b1f0-link',
  returnTo: undefined,
  email: 'lena@example.com',
  name: undefined,
} as const
const ours = createHandoffSeal('a secret of at least thirty-two characters')
afterEach(() => {
  vi.useRealTimers()
})

describe('a sealed hand-off', () => {
  it('opens to what was sealed, and shows nothing of it', async () => {
    const sealed = await ours.seal(handoff)
    expect(await ours.open(sealed)).toEqual(handoff)
    expect(await ours.open(await ours.seal(signed))).toEqual(signed)
    expect(Buffer.from(sealed.replaceAll('.', ''), 'base64url').toString('latin1')).not.toContain('ACME')
  })
  it('does not open when changed, sealed by another secret, or not ours at all', async () => {
    const sealed = await ours.seal(handoff)
    const at = sealed.lastIndexOf('.') - 5
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
    expect(await ours.open(changed)).toBeUndefined()
    const other = createHandoffSeal('another secret of at least thirty-two letters')
    expect(await other.open(sealed)).toBeUndefined()
    expect(await ours.open('')).toBeUndefined()
    expect(await ours.open('eyJhbGciOiJub25lIn0.eyJza3UiOiJSVS1BMSJ9.')).toBeUndefined()
  })
  it('does not open after its lifetime', async () => {
    const sealed = await ours.seal(handoff)
    vi.useFakeTimers({ now: Date.now() + (HANDOFF_LIFETIME_SECONDS + 5) * 1_000 })
    expect(await ours.open(sealed)).toBeUndefined()
  })
})
