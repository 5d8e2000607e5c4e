import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { HANDLED_EVENTS } from './handled-events'

it('are printed in the README as they stand in the code', () => {
  const readme = readFileSync('README.md', 'utf8')
  const printed = readme.split('\n').flatMap((line) => {
    const [, type, says] = /^\| `([a-z_.]+)` +\| (.+?) +\|$/.exec(line) ?? []
    return type !== undefined && says !== undefined && type.includes('.') ? [[type, says]] : []
  })
  expect(printed).toEqual(Object.entries(HANDLED_EVENTS).map(([type, { says }]) => [type, says]))
})
