import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = join(import.meta.dirname, '..')

export default defineConfig({
  root,
  resolve: { alias: { '@': root } },
  test: {
    include: ['{app,lib,prisma,e2e}/**/*.test.ts'],
    exclude: ['node_modules', 'e2e/flows/**'],
    globalSetup: ['e2e/vitest-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    isolate: false,
  },
})
