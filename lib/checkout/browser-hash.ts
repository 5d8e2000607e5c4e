import { createHash } from 'node:crypto'

/** Keeps a browser's secret as its SHA-256. */
export function hashBrowser(browser: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(browser).digest())
}
