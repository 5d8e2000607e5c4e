import { createHash, randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { encodeImage, readEncodedImage } from './encode'

const text = (words: string) => new TextEncoder().encode(words)
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))
const red = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#d52d1f' } })

async function encoded(bytes: Uint8Array) {
  const result = await encodeImage(bytes)
  if (result.outcome === 'refused') throw new Error(`refused: ${result.why}`)
  return result.image
}

describe('an uploaded image', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('of type %s becomes WebP in two widths', async (type) => {
    const image = await encoded(await red(2400, 1200).toFormat(type).toBuffer())
    expect([image.width, image.height]).toEqual([1600, 800])
    expect(await sharp(image.large).metadata()).toMatchObject({ format: 'webp', width: 1600, height: 800 })
    expect(await sharp(image.small).metadata()).toMatchObject({ format: 'webp', width: 640, height: 320 })
    expect(image.id).toBe(createHash('sha256').update(image.large).digest('hex'))
  })
  it('is not made larger than it is, and is the same however often it comes', async () => {
    const bytes = await red(300, 200).png().toBuffer()
    const [first, second] = await Promise.all([encoded(bytes), encoded(bytes)])
    expect([first.width, first.height, first.id]).toEqual([300, 200, second.id])
  })
  it('stays as small as the table wants, even one that cannot be compressed', async () => {
    const raw = { width: 1600, height: 2400, channels: 3 } as const
    const noise = await sharp(randomBytes(1600 * 2400 * 3), { raw })
      .jpeg({ quality: 70 })
      .toBuffer()
    const image = await encoded(noise)
    expect(image.large.length).toBeLessThan(4_000_000)
    expect(image.small.length).toBeLessThan(1_000_000)
  })
  it('loses where and with what it was taken, and is turned upright', async () => {
    const place = { GPSLatitude: '52/1 31/1 0/1', GPSLatitudeRef: 'N' }
    const bytes = await red(400, 200)
      .withExif({ IFD0: { Copyright: 'Secret Owner', Make: 'Camera' }, IFD3: place })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect((await sharp(bytes).metadata()).exif?.includes('Secret Owner')).toBe(true)
    const image = await encoded(bytes)
    expect([image.width, image.height]).toEqual([200, 400])
    for (const file of [image.large, image.small]) {
      const { exif, xmp, icc, orientation } = await sharp(file).metadata()
      expect({ exif, xmp, icc, orientation }).toEqual({})
      expect(Buffer.from(file).includes('Secret Owner')).toBe(false)
    }
  })
  it('loses what is hidden behind its pixels', async () => {
    const jpeg = await red(50, 50).jpeg().toBuffer()
    const image = await encoded(join(jpeg, text('<script>alert(1)</script>')))
    expect(Buffer.from(image.large).includes('<script>')).toBe(false)
  })
})

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

function chunk(name: string, data: Uint8Array): Uint8Array {
  const body = join(text(name), data)
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc(body))
  return join(length, body, sum)
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

function header(width: number, height: number): Uint8Array {
  const data = Buffer.alloc(13)
  data.writeUInt32BE(width, 0)
  data.writeUInt32BE(height, 4)
  data.set([1, 0, 0, 0, 0], 8)
  return chunk('IHDR', data)
}

describe('refused is', () => {
  const refusal = async (bytes: Uint8Array) => await encodeImage(bytes)
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  it.each([
    ['SVG with a script', text(SVG)],
    ['SVG after a declaration', text(`<?xml version="1.0"?>\n${SVG}`)],
    ['a page', text('<!doctype html><script>alert(1)</script>')],
    ['PDF', text('%PDF-1.7\n')],
    ['a script that calls itself GIF', text('GIF89a=1;alert(1)')],
    ['SVG that calls itself WebP', text(`RIFF0000WEBP${SVG}`)],
    ['one byte', Uint8Array.of(0xff)],
  ])('%s', async (_, bytes) => {
    expect(await refusal(bytes)).toEqual({ outcome: 'refused', why: 'wrong-type' })
  })
  it.each(['gif', 'tiff', 'avif'] as const)('%s, which its decoder could read', async (type) => {
    expect(await refusal(await red(20, 20).toFormat(type).toBuffer())).toMatchObject({ why: 'wrong-type' })
  })
  it('nothing at all', async () => {
    expect(await refusal(new Uint8Array())).toEqual({ outcome: 'refused', why: 'empty' })
  })
  it.each([
    ['a page that begins as a PNG does', join(PNG, text('<html><script>alert(1)</script>'))],
    ['a page that begins as a JPEG does', join(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), text('<html>'))],
    ['SVG that begins as a WebP does', text(`RIFF0000WEBPVP8 ${SVG}`)],
    ['a PNG whose pixels are missing', join(PNG, header(10, 10), chunk('IEND', new Uint8Array()))],
  ])('%s', async (_, bytes) => {
    expect(await refusal(bytes)).toEqual({ outcome: 'refused', why: 'broken' })
  })
  it.each(['jpeg', 'png', 'webp'] as const)('a %s that is cut off', async (type) => {
    const raw = { width: 200, height: 200, channels: 3 } as const
    const whole = await sharp(randomBytes(120_000), { raw }).toFormat(type).toBuffer()
    expect(await refusal(whole.subarray(0, whole.length / 2))).toEqual({ outcome: 'refused', why: 'broken' })
  })
  it('a small file that would be a huge picture, before a pixel of it is made', async () => {
    const rows = deflateSync(Buffer.alloc(1_000_000))
    const bomb = join(PNG, header(50_000, 50_000), chunk('IDAT', rows), chunk('IEND', new Uint8Array()))
    expect(bomb.length).toBeLessThan(5_000)
    expect(await refusal(bomb)).toEqual({ outcome: 'refused', why: 'too-many-pixels' })
  })
  it('what moves', async () => {
    const raw = { width: 10, height: 40, channels: 3, pageHeight: 20 } as const
    const webp = await sharp(randomBytes(1200), { raw }).webp({ loop: 0 }).toBuffer()
    expect(await refusal(webp)).toEqual({ outcome: 'refused', why: 'animated' })
    const png = new Uint8Array(await red(10, 10).png().toBuffer())
    const apng = join(png.subarray(0, 33), chunk('acTL', new Uint8Array(8)), png.subarray(33))
    expect(await refusal(apng)).toEqual({ outcome: 'refused', why: 'animated' })
  })
})

describe('an image that comes from another catalog', () => {
  it('keeps its bytes and so its id', async () => {
    const image = await encoded(await red(700, 100).png().toBuffer())
    expect(await readEncodedImage(image.large)).toEqual({ outcome: 'encoded', image })
  })
  it('must be as we make them: WebP, no wider than ours, nothing but pixels', async () => {
    const bare = red(100, 100)
    const files = [
      await bare.clone().png().toBuffer(),
      await red(1601, 10).webp().toBuffer(),
      await bare
        .clone()
        .withExif({ IFD0: { Copyright: 'x' } })
        .webp()
        .toBuffer(),
    ]
    for (const file of files)
      expect(await readEncodedImage(new Uint8Array(file))).toEqual({ outcome: 'refused', why: 'wrong-type' })
  })
})
