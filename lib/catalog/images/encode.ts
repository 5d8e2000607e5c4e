import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { Metadata } from 'sharp'
import { imageIdSchema } from '../image-reference'
import type { ImageId } from '../image-reference'
import { oneOfAFew } from './few-at-once'
import { formatOf, isAnimatedPng } from './format'

/** An image as we keep and serve it: WebP in two widths, nothing in it but pixels. `id` is the SHA-256 of `large`. */
export type EncodedImage = {
  readonly id: ImageId
  /** Of `large`, in pixels. */
  readonly width: number
  readonly height: number
  readonly large: Uint8Array<ArrayBuffer>
  readonly small: Uint8Array<ArrayBuffer>
}

export type ImageRefusal = 'empty' | 'wrong-type' | 'broken' | 'too-many-pixels' | 'animated'
export type Encoded =
  | { readonly outcome: 'encoded'; readonly image: EncodedImage }
  | { readonly outcome: 'refused'; readonly why: ImageRefusal }

/** Boxes in which the two fit; even noise that fills them stays below what the table takes. */
const LARGE = { width: 1600, height: 2400 } as const
const SMALL = { width: 640, height: 960 } as const
const INSIDE = { fit: 'inside', withoutEnlargement: true } as const
/** Twice what a telephone makes; a decoded one of this size takes 200 MB at most. */
const MOST_PIXELS = 50_000_000
const QUALITY = { large: 80, small: 75 } as const

/**
 * Makes the two WebP files of an uploaded image: turned as its camera held it, then stripped of everything but pixels
 * (place, camera, profiles, hidden files behind it). The type is told by its first bytes, never by name or header.
 */
export function encodeImage(bytes: Uint8Array): Promise<Encoded> {
  return oneOfAFew(() => encode(bytes))
}

/** An image that was encoded by us, elsewhere: checked as any other, kept as it is, so that its id stays. */
export function readEncodedImage(large: Uint8Array<ArrayBuffer>): Promise<Encoded> {
  return oneOfAFew(() => readEncoded(large))
}

async function encode(bytes: Uint8Array): Promise<Encoded> {
  const looked = await look(bytes)
  if (looked.outcome === 'refused') return looked
  try {
    const upright = sharp(bytes, DECODING).autoOrient()
    const large = await upright
      .resize({ ...LARGE, ...INSIDE })
      .webp({ quality: QUALITY.large })
      .toBuffer()
    return await finish(new Uint8Array(large))
  } catch {
    return { outcome: 'refused', why: 'broken' }
  }
}

async function readEncoded(large: Uint8Array<ArrayBuffer>): Promise<Encoded> {
  const looked = await look(large)
  if (looked.outcome === 'refused') return looked
  const { format, width, height, exif, xmp, icc } = looked.metadata
  if (format !== 'webp' || width > LARGE.width || height > LARGE.height)
    return { outcome: 'refused', why: 'wrong-type' }
  if (exif ?? xmp ?? icc) return { outcome: 'refused', why: 'wrong-type' }
  try {
    return await finish(large)
  } catch {
    return { outcome: 'refused', why: 'broken' }
  }
}

async function finish(large: Uint8Array<ArrayBuffer>): Promise<Encoded> {
  const { width, height } = await sharp(large, DECODING).metadata()
  const small = await sharp(large, DECODING)
    .resize({ ...SMALL, ...INSIDE })
    .webp({ quality: QUALITY.small })
    .toBuffer()
  const id = imageIdSchema.parse(createHash('sha256').update(large).digest('hex'))
  return { outcome: 'encoded', image: { id, width, height, large, small: new Uint8Array(small) } }
}

const DECODING = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true } as const

type Looked =
  | { readonly outcome: 'looked'; readonly metadata: Metadata }
  | { readonly outcome: 'refused'; readonly why: ImageRefusal }

/** Reads only the header: a bomb is refused before a pixel of it is made. */
async function look(bytes: Uint8Array): Promise<Looked> {
  onlyWhatWeTake()
  if (bytes.length === 0) return { outcome: 'refused', why: 'empty' }
  const expected = formatOf(bytes)
  if (expected === undefined) return { outcome: 'refused', why: 'wrong-type' }
  const metadata = await sharp(bytes, { ...DECODING, limitInputPixels: false })
    .metadata()
    .catch(() => undefined)
  if (metadata?.format !== expected) return { outcome: 'refused', why: 'broken' }
  if ((metadata.pages ?? 1) > 1 || isAnimatedPng(bytes)) return { outcome: 'refused', why: 'animated' }
  if (metadata.width * metadata.height > MOST_PIXELS) return { outcome: 'refused', why: 'too-many-pixels' }
  return { outcome: 'looked', metadata }
}

/**
 * Switches off every decoder but three, for the whole process. SVG's stays: the framework draws our social cards with it;
 * no upload reaches it, since `formatOf` goes first and no XML begins as these three do.
 */
function onlyWhatWeTake(): void {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadSvg'],
  })
}
