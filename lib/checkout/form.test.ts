import { describe, expect, it } from 'vitest'
import { countrySchema, guessCountry } from './countries'
import { parseCheckoutForm } from './form'
import { maskEmail } from './mask-email'

const good = { email: ' lena@example.com ', country: 'US', poNumber: '', confirmed: 'yes' }

describe('the checkout form', () => {
  it('is taken when complete; an empty PO number is none', () => {
    const form = { email: 'lena@example.com', country: 'US', poNumber: undefined }
    expect(parseCheckoutForm(good, { emailKnown: false })).toEqual({ ok: true, form })
  })
  it.each([
    ['email', '', 'Enter your e-mail address'],
    ['email', 'lena@', 'Enter an e-mail address like name@example.com'],
    ['email', undefined, 'Enter your e-mail address'],
    ['email', `${'a'.repeat(250)}@b.co`, 'Enter an e-mail address of at most 254 characters'],
    ['country', 'XX', 'Choose your billing country'],
    ['country', '', 'Choose your billing country'],
    ['poNumber', 'x'.repeat(41), 'Enter a PO number of at most 40 characters'],
    ['poNumber', 'a\nb', 'Enter a PO number without line breaks'],
    ['confirmed', undefined, 'Confirm that you will give your correct billing address'],
    ['confirmed', 'no', 'Confirm that you will give your correct billing address'],
  ])('%s = %j is explained', (field, value, words) => {
    const parsed = parseCheckoutForm({ ...good, [field]: value }, { emailKnown: false })
    expect(parsed).toEqual({ ok: false, errors: { [field]: words } })
  })
  it('does not take an address where one is known already', () => {
    const form = { email: undefined, country: 'US', poNumber: undefined }
    expect(parseCheckoutForm({ ...good, email: 'eve@' }, { emailKnown: true })).toEqual({ ok: true, form })
  })
  it('guesses a country it offers, and the United States otherwise', () => {
    const guess = (language: string) => guessCountry(new Headers({ 'accept-language': language }))
    expect(guess('de-DE,de;q=0.9')).toBe('DE')
    expect(guess('he-IL')).toBe('IL')
    expect(guess('ru-KP')).toBe('US')
    expect(guess('')).toBe('US')
    expect(countrySchema.safeParse('IL').success).toBe(true)
  })
  it('shows enough of an address to know one’s own, and no more', () => {
    expect(maskEmail('l.rivera@example.com')).toBe('l.r•••@example.com')
    expect(maskEmail('ab@example.com')).toBe('a•••@example.com')
    expect(maskEmail('a@example.com')).toBe('a•••@example.com')
  })
})
