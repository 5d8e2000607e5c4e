import next from 'eslint-config-next'
import tseslint from 'typescript-eslint'

const SOURCE = ['{app,lib,prisma}/**/*.{ts,tsx}', '*.ts']
const TESTS = ['**/*.test.ts', 'e2e/**/*.ts']

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.next*/**',
      'lib/db/generated',
      'e2e/emulators/stripe/generated',
      '.data',
      'test-results',
      'next-env.d.ts',
    ],
  },
  ...next.map((config) => ({ ...config, files: ['app/**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true },
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Methods of a port are plain functions; `async` without await keeps a signature's promise.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Plain links: a static page needs no client-side router (measured: it would add script to every page).
      '@next/next/no-html-link-for-pages': 'off',
      // Images are kept in the two sizes that pages show, already encoded: the framework's component would only add script.
      '@next/next/no-img-element': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: SOURCE,
    ignores: TESTS,
    rules: {
      'no-console': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only lib/runtime reads the environment.' },
      ],
    },
  },
  {
    files: ['lib/runtime/**/*.ts', 'prisma/seed.ts', 'next.config.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Tests and emulators handle other people's JSON as it comes; what they assert about it is the check.
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
)
