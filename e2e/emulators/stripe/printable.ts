/** What the built-in fonts of a PDF know: Latin letters, and a few signs (Windows-1252). */
const KNOWN =
  /^[\x20-\x7e\xa0-\xff\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]$/

/** Signs of currencies that the fonts lack, by their codes. */
const SIGNS: Record<string, string> = {
  '₪': 'ILS ',
  '₹': 'INR ',
  '₩': 'KRW ',
  '₫': 'VND ',
  '₱': 'PHP ',
  '₦': 'NGN ',
}

/**
 * A text that can be printed: letters with accents the fonts lack lose them, others become a question mark. Real invoices
 * have more fonts; the hosted page of the invoice shows every letter.
 */
export function printable(text: string): string {
  return [...text.normalize('NFC')].map(sign).join('')
}

function sign(letter: string): string {
  if (KNOWN.test(letter)) return letter
  const own = SIGNS[letter]
  if (own !== undefined) return own
  const bare = letter.normalize('NFD')[0] ?? ''
  return KNOWN.test(bare) ? bare : '?'
}
