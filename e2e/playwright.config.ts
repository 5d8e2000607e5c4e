import { defineConfig } from '@playwright/test'
import { chooseBrowser } from './browser'

const { args, executablePath } = await chooseBrowser()

export default defineConfig({
  testDir: 'flows',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/journeys',
  globalSetup: './flows/global-setup.ts',
  // One more than cores: each journey also waits, for timers, commits and pages.
  workers: 3,
  // Long matrices only for whoever asks for them.
  ...(process.env['JOURNEYS'] === 'all' ? {} : { grepInvert: /@long/ }),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/playwright.json' }]],
  use: {
    viewport: { width: 1280, height: 900 },
    // Recording takes a fifth of the time: only for whoever looks for a fault.
    trace: process.env['JOURNEY_TRACES'] === '1' ? 'retain-on-failure' : 'off',
    launchOptions: { args, ...(executablePath === undefined ? {} : { executablePath }) },
  },
})
