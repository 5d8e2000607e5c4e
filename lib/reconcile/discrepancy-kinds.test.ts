import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { DISCREPANCY_KINDS } from './discrepancy-kinds'

it('each stands in the README with what to do', () => {
  const readme = readFileSync('README.md', 'utf8')
  const table = readme.slice(readme.indexOf('| discrepancy '), readme.indexOf('To see it in the demo'))
  const named = [...table.matchAll(/`([a-z-]+)`/g)].map(([, kind]) => kind)
  expect(named.sort()).toEqual(Object.keys(DISCREPANCY_KINDS).sort())
})
