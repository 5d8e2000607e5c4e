import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FAILPOINTS } from '@/lib/failpoint'

/** Every call in the product's code, by name. */
const placed = ['lib', 'app'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'))
    .filter((entry) => !entry.parentPath.includes('generated'))
    .flatMap((entry) => [
      ...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(/\bfailpoint\('([^']+)'\)/g),
    ])
    .map(([, name]) => name),
)

describe('the places where a process may die', () => {
  it('are all in the code, once each', () => {
    expect(placed.toSorted()).toEqual([...FAILPOINTS].toSorted())
  })
})
