/** In characters; no address that people share is longer. */
export const LONGEST_ADDRESS = 500

/**
 * Whether a link in a text may lead there: another site over https, or a path of this one. Browsers read `//` and `/\` as
 * another site, and drop tabs and line ends within an address, so neither is taken (WHATWG URL, "basic URL parser").
 */
export function isLinkAddress(address: string): boolean {
  if (address.length > LONGEST_ADDRESS || UNSAFE.test(address) || !address.isWellFormed()) return false
  if (address.startsWith('/')) return !address.startsWith('//')
  return /^https:\/\//i.test(address) && URL.canParse(address)
}

/** Anything that leads away from this site. */
export function isElsewhere(address: string): boolean {
  return !address.startsWith('/')
}

// Spaces of every kind, control characters, and the backslash.
const UNSAFE = /[\s\\\p{Cc}]/u
