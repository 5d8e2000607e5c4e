import { cruise } from 'dependency-cruiser'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import rules from '../.dependency-cruiser.mjs'

/** A small wrong project: each file breaks one rule. */
const WRONG: Readonly<Record<string, { breaks: string; text: string }>> = {
  'lib/checkout/page.ts': { breaks: 'lib-knows-no-pages', text: "import '../../app/page'" },
  'lib/catalog/seeded.ts': { breaks: 'product-knows-no-e2e', text: "import '../../e2e/stack'" },
  'app/page.ts': { breaks: 'app-through-capabilities', text: "import '../lib/ledger/post'" },
  'lib/checkout/wired.ts': { breaks: 'runtime-is-the-top', text: "import '../runtime/services'" },
  'lib/money.ts': { breaks: 'ground-floor', text: "import './checkout/leaf'" },
  'lib/ledger/upward.ts': { breaks: 'low-rooms', text: "import '../checkout/leaf'" },
  'lib/stripe/port.ts': { breaks: 'outside-rooms', text: "import '../ledger/post'" },
  'lib/access/a.ts': { breaks: 'no-circles', text: "import './b'" },
  'lib/access/uses-drawer.ts': { breaks: 'no-drawers', text: "import './utils/x'" },
  'lib/access/uses-barrel.ts': { breaks: 'no-barrels', text: "import './room/index'" },
  'lib/access/nowhere.ts': { breaks: 'nothing-unresolved', text: "import './missing'" },
}
const LEAVES = [
  'e2e/stack.ts',
  'lib/runtime/services.ts',
  'lib/checkout/leaf.ts',
  'lib/ledger/post.ts',
  'lib/access/utils/x.ts',
  'lib/access/room/index.ts',
]

const folder = mkdtempSync(join(tmpdir(), 'university-boundaries-'))
for (const file of LEAVES) put(file, 'export {}')
put('lib/access/b.ts', "import './a'\nexport {}")
for (const [file, { text }] of Object.entries(WRONG)) put(file, `${text}\nexport {}`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function put(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

describe('the rules of who may import whom', async () => {
  const { tsConfig: _ours, ...options } = rules.options
  const found = await cruise(['app', 'lib', 'e2e'], {
    ...options,
    baseDir: folder,
    ruleSet: { forbidden: rules.forbidden },
    validate: true,
  })
  const violations = typeof found.output === 'string' ? [] : found.output.summary.violations
  it.each(Object.entries(WRONG))('%s is caught', (file, { breaks }) => {
    expect(violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)).toContain(breaks)
  })
})
