const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** What stands for the org's server in its ids. */
const INSTANCE = 'Rv000'
const COUNTER_LENGTH = 7

/** The `number`-th id of an object, 18 characters long. */
export function recordId(keyPrefix: string, number: number): string {
  let counter = ''
  for (let rest = number; counter.length < COUNTER_LENGTH; rest = Math.floor(rest / DIGITS.length))
    counter = `${DIGITS[rest % DIGITS.length]}${counter}`
  const short = `${keyPrefix}${INSTANCE}${counter}`
  return `${short}${checkLetters(short)}`
}

/**
 * The 18 characters of an id given with 15 or 18; undefined when it is none, or its last three do not fit. Ids of 15
 * characters tell case apart, and the three letters say which are capitals: one letter for every five characters, a bit
 * for each.
 */
export function fullId(text: string): string | undefined {
  if (!/^[0-9A-Za-z]{15}([0-9A-Za-z]{3})?$/.test(text)) return undefined
  const short = text.slice(0, 15)
  const full = `${short}${checkLetters(short)}`
  return text.length === 15 || full === text ? full : undefined
}

function checkLetters(short: string): string {
  return [0, 5, 10].map((start) => LETTERS[capitals(short.slice(start, start + 5))]).join('')
}

function capitals(five: string): number {
  return [...five].reduce((bits, letter, place) => (/[A-Z]/.test(letter) ? bits | (1 << place) : bits), 0)
}
