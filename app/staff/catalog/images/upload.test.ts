import { describe, expect, it } from 'vitest'
import { isSameOrigin } from './same-origin'
import { readUpload } from './upload'

const MOST = 1_000
const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('https://university.example/staff/catalog/images', { method: 'POST', body, headers })
const form = (...parts: [field: string, value: string | File][]) => {
  const data = new FormData()
  for (const [field, value] of parts)
    if (typeof value === 'string') data.append(field, value)
    else data.append(field, value)
  return data
}
const file = (size: number, name = 'a.png') => new File([new Uint8Array(size)], name, { type: 'image/png' })

describe('an upload', () => {
  it('is the one file in the field, whatever its name says', async () => {
    const read = await readUpload(post(form(['image', file(10, '../../etc/passwd\0.svg')])), MOST)
    expect(read).toEqual({ outcome: 'read', bytes: new Uint8Array(10) })
  })
  it.each([
    ['two files', form(['image', file(1)], ['image', file(1)])],
    ['a file and more', form(['image', file(1)], ['id', 'x'])],
    ['another field', form(['picture', file(1)])],
    ['text', form(['image', 'text'])],
    ['nothing', form()],
  ])('%s is refused', async (_, data) => {
    expect(await readUpload(post(data), MOST)).toEqual({ outcome: 'malformed' })
  })
  it('that is no form data, or breaks off, is refused', async () => {
    expect(await readUpload(post('x', { 'content-type': 'image/png' }), MOST)).toEqual({
      outcome: 'malformed',
    })
    const type = { 'content-type': 'multipart/form-data; boundary=x' }
    const cut = '--x\r\ncontent-disposition: form-data; name="image"; filename="a.png"\r\n\r\nabc'
    expect(await readUpload(post(cut, type), MOST)).toEqual({ outcome: 'malformed' })
  })
  it('that is too large is refused, whether or not it says so, and not read to its end', async () => {
    expect(await readUpload(post(form(['image', file(MOST + 1)])), MOST)).toEqual({ outcome: 'too-large' })
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1_000
        controller.enqueue(new Uint8Array(1_000))
      },
    })
    const request = new Request('https://university.example/', {
      method: 'POST',
      body: endless,
      duplex: 'half',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    } as RequestInit)
    expect(await readUpload(request, MOST)).toEqual({ outcome: 'too-large' })
    expect(sent).toBeLessThan(40_000)
    const said = new Request('https://university.example/', {
      method: 'POST',
      body: new ReadableStream({ pull: () => Promise.reject(new Error('it was read')) }),
      duplex: 'half',
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '9000000' },
    } as RequestInit)
    expect(await readUpload(said, MOST)).toEqual({ outcome: 'too-large' })
  })
})

describe('a page of ours', () => {
  const ORIGIN = 'https://university.example'
  it.each([
    [{ 'sec-fetch-site': 'same-origin', origin: ORIGIN }, true],
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ origin: ORIGIN }, true],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://other.university.example' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: ORIGIN }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{}, false],
  ])('%j: %s', (headers, same) => {
    expect(isSameOrigin(new Headers(headers), `${ORIGIN}/`)).toBe(same)
  })
})
