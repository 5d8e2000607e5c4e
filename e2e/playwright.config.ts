import { defineConfig } from '@playwright/test'
import { chooseBrowser } from './browser'

const { args, executablePath } = await chooseBrowser()

export default defineConfig({
  testDir: 'flows',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/journeys',
  globalSetup: './flows/global-setup.ts',
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/playwright.json' }]],
  use: {
    viewport: { width: 1280, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: { args, ...(executablePath === undefined ? {} : { executablePath }) },
  },
})
