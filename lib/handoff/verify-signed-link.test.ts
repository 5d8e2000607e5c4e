import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { CompactEncrypt } from 'jose'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { signedToken } from '@/e2e/emulators/flockjay/signed-link'
import { makeSignedToken } from './make-signed-link'
import { verifySignedLink } from './verify-signed-link'

const OLD = { kid: '2026-a', secret: 'old-secret-of-at-least-32-characters' }
const NEW = { kid: '2026-b', secret: 'new-secret-of-at-least-32-characters' }
const now = new Date('2026-11-21T12:00:00Z')
const settings = {
  keys: new Map([OLD, NEW].map(({ kid, secret }) => [kid, secret])),
  returnHosts: ['learn.example'],
  httpsOnly: true,
  clock: { now: () => now },
}
const claims = { sku: 'RU-LAB-LOCKS', smid: 'ACME-4821', sub: 'fj-user-1001' }
const check = (token: string, at = now) => verifySignedLink({ ...settings, clock: { now: () => at } }, token)
const problem = async (token: string, at = now) => {
  const link = await check(token, at)
  return link.ok ? 'accepted' : link.problem
}
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000)

/** A token put together by hand, so that anything can be wrong with it. */
function forge(header: object, payload: object, secret = NEW.secret, hash = 'sha256'): string {
  const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url')
  const signed = `${part(header)}.${part(payload)}`
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`
}
const seconds = Math.floor(now.getTime() / 1_000)
const good = { ...claims, iat: seconds, exp: seconds + 600, jti: '0198b1f0-link' }
const HEADER = { alg: 'HS256', kid: NEW.kid }

describe('a signed link', () => {
  it('names buyer, account, unit and way back; both keys of a rotation are taken', async () => {
    for (const key of [OLD, NEW]) {
      const token = await makeSignedToken(
        key,
        { ...claims, return_to: 'https://learn.example/courses/7' },
        { issuedAt: now, jti: '0198b1f0-link' },
      )
      expect(await check(token)).toEqual({
        ok: true,
        readableEmail: false,
        handoff: {
          kind: 'signed',
          sku: 'RU-LAB-LOCKS',
          smid: 'ACME-4821',
          flockjayUserId: 'fj-user-1001',
          jti: '0198b1f0-link',
          returnTo: 'https://learn.example/courses/7',
          email: undefined,
          name: undefined,
        },
      })
    }
  })
  it('made by another implementation, encrypted, carries e-mail and name; readable ones are ignored', async () => {
    const buyer = { id: 'fj-user-1', smid: 'ACME-1', email: 'lena@example.com', name: 'Lena Rivera' }
    const token = signedToken({ ...NEW, returnTo: 'https://learn.example/' }, 'RU-LAB-LOCKS', buyer)
    expect(Buffer.from(token.replaceAll('.', ''), 'base64url').toString('latin1')).not.toContain('lena')
    expect(await check(token, new Date())).toMatchObject({
      ok: true,
      handoff: { email: 'lena@example.com', name: 'Lena Rivera' },
    })
    expect(await check(forge(HEADER, { ...good, email: 'lena@example.com' }))).toMatchObject({
      ok: true,
      readableEmail: true,
      handoff: { email: undefined },
    })
  })
  it('is good for its time, with a minute for clocks that differ, and for 15 minutes at most', async () => {
    const token = await makeSignedToken(NEW, claims, { issuedAt: now, seconds: 600 })
    expect(await problem(token, later(599))).toBe('accepted')
    expect(await problem(token, later(655))).toBe('accepted')
    expect(await problem(token, later(665))).toBe('link-expired')
    expect(await problem(token, later(-65))).toBe('link-broken')
    expect(await problem(forge(HEADER, { ...good, exp: seconds + 901 }))).toBe('link-broken')
    expect(await problem(forge(HEADER, { ...good, exp: seconds - 61, iat: seconds - 600 }))).toBe(
      'link-expired',
    )
  })
  it.each<[string, string, string]>([
    [
      'no signature (alg none)',
      `${forge({ alg: 'none', kid: NEW.kid }, good).replace(/[^.]*$/, '')}`,
      'link-untrusted',
    ],
    ['alg none with a signature', forge({ alg: 'none', kid: NEW.kid }, good), 'link-untrusted'],
    [
      'another algorithm',
      forge({ alg: 'HS512', kid: NEW.kid }, good, NEW.secret, 'sha512'),
      'link-untrusted',
    ],
    ['an unknown key', forge({ alg: 'HS256', kid: 'stolen' }, good), 'link-untrusted'],
    [
      'a known key and another secret',
      forge(HEADER, good, 'guessed-secret-of-32-characters-xx'),
      'link-untrusted',
    ],
    ['the other key’s id', forge({ alg: 'HS256', kid: OLD.kid }, good), 'link-untrusted'],
    [
      'a key in its own header',
      forge({ alg: 'HS256', kid: NEW.kid, jwk: { kty: 'oct', k: 'AA' } }, good, 'x'.repeat(32)),
      'link-untrusted',
    ],
    ['no key id', forge({ alg: 'HS256' }, good), 'link-broken'],
    ['a key id that is no text', forge({ alg: 'HS256', kid: ['2026-b'] }, good), 'link-broken'],
    ['no expiry', forge(HEADER, { ...good, exp: undefined }), 'link-broken'],
    ['no jti', forge(HEADER, { ...good, jti: undefined }), 'link-broken'],
    ['no buyer', forge(HEADER, { ...good, sub: undefined }), 'link-broken'],
    ['a malformed SKU', forge(HEADER, { ...good, sku: 'ru-lab' }), 'link-broken'],
    ['an SMID that is no text', forge(HEADER, { ...good, smid: { $ne: '' } }), 'link-broken'],
    ['times that are no numbers', forge(HEADER, { ...good, exp: '9999999999' }), 'link-broken'],
    ['huge claims', forge(HEADER, { ...good, note: 'x'.repeat(5_000) }), 'link-too-long'],
    ['rubbish', 'a.b.c', 'link-broken'],
    ['nothing', '', 'link-broken'],
  ])('with %s is refused', async (_case, token, expected) => {
    expect(await problem(token)).toBe(expected)
  })
  it.each([
    'https://evil.example/',
    'https://learn.example.evil.example/',
    'https://learn.example@evil.example/',
    'https://learn.example:8443/',
    'https://user@learn.example/',
    'http://learn.example/',
    'javascript:alert(1)',
    '//learn.example/',
    '/courses',
  ])('leading back to %s is refused', async (returnTo) => {
    expect(await problem(forge(HEADER, { ...good, return_to: returnTo }))).toBe('link-return-refused')
  })
  it('encrypted under one key and signed as another is refused', async () => {
    const hidden = async (inner: string) =>
      new CompactEncrypt(new TextEncoder().encode(inner))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: NEW.kid, cty: 'JWT' })
        .encrypt(new Uint8Array(createHash('sha256').update(NEW.secret).digest()))
    expect(await problem(await hidden(forge(HEADER, good)))).toBe('accepted')
    expect(await problem(await hidden(forge({ alg: 'HS256', kid: OLD.kid }, good)))).toBe('link-untrusted')
    expect(await problem(await hidden(forge(HEADER, good, OLD.secret)))).toBe('link-untrusted')
  })
  it('is refused where no secret is shared', async () => {
    const token = await makeSignedToken(NEW, claims, { issuedAt: now })
    expect(await verifySignedLink({ ...settings, keys: new Map() }, token)).toEqual({
      ok: false,
      problem: 'signed-links-off',
    })
  })
  it('changed anywhere is never accepted as something else', async () => {
    const token = await makeSignedToken(NEW, { ...claims, email: 'lena@example.com' }, { issuedAt: now })
    const original = await check(token)
    await fc.assert(
      fc.asyncProperty(
        fc.nat(token.length - 1),
        fc.constantFrom(...'ABCxyz019-_.'),
        async (at, character) => {
          const changed = token.slice(0, at) + character + token.slice(at + 1)
          const link = await check(changed)
          // The last character of a part has bits that carry nothing: then it is the same token, and the same answer.
          if (link.ok) expect(link).toEqual(original)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the vectors given to Flockjay', () => {
  const readme = readFileSync('lib/handoff/README.md', 'utf8')
  const [plain = '', encrypted = ''] = [...readme.matchAll(/```text\n(\S+)\n```/g)].map(
    ([, token]) => token ?? '',
  )
  const key = { kid: '2026-11', secret: 'an-example-secret-of-32-characters!!' }
  const at = new Date(1_795_262_400_000)
  const verify = (token: string) =>
    verifySignedLink({ ...settings, keys: new Map([[key.kid, key.secret]]), clock: { now: () => at } }, token)
  const buyer = { sku: 'RU-COURSE-STREAMS', smid: 'ACME-4821', sub: 'fj-user-1001' }
  const jti = '0198b1f0-5a3e-7c1d-9b0a-2f6c1d4e8a77'

  it('are accepted and mean what they say', async () => {
    expect(await verify(plain)).toMatchObject({
      ok: true,
      handoff: { ...{ sku: buyer.sku, smid: buyer.smid }, jti, returnTo: 'https://learn.example/courses/7' },
    })
    expect(await verify(encrypted)).toMatchObject({
      ok: true,
      handoff: { flockjayUserId: buyer.sub, jti, email: 'l.rivera@example.com', name: 'Lena Rivera' },
    })
  })
  it('are byte for byte what the JavaScript recipe prints', async () => {
    const recipe = /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const module: unknown = await import(`data:text/javascript,${encodeURIComponent(recipe)}`)
    const { purchaseToken } = z
      .object({ purchaseToken: z.custom<(...values: unknown[]) => string>() })
      .parse(module)
    const values = {
      sku: buyer.sku,
      smid: buyer.smid,
      userId: buyer.sub,
      returnTo: 'https://learn.example/courses/7',
    }
    expect(purchaseToken(key, values, at.getTime(), jti)).toBe(plain)
  })
})
