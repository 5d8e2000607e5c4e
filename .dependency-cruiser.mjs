// The map of architecture: who may import whom. `npm test` runs it; e2e/boundaries.test.ts shows that it bites.
const GROUND = '^lib/(money|ids|clock|log|seal|failpoint|bounded-text|network-failure)\\.ts$'
const TESTS = '\\.test\\.ts$'
const OUTSIDE = '^lib/(stripe|flockjay|salesforce)/'
const CAPABILITIES =
  '^lib/(catalog|handoff|checkout|payments|tax|invoices|crm|identity|support|rate-limits|reconcile|health)/'

/** @type {(name: string, comment: string, from: object, to: object) => import('dependency-cruiser').IForbiddenRuleType} */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    forbid('no-circles', 'Two files that need each other are one concept or three.', {}, { circular: true }),
    forbid(
      'lib-knows-no-pages',
      'lib works without Next and without pages.',
      { path: '^lib/' },
      { path: ['^app/', '^proxy\\.ts$', '^node_modules/next/'] },
    ),
    forbid(
      'product-knows-no-e2e',
      'The app never knows what it talks to.',
      { path: '^(app|lib|prisma|proxy)', pathNot: TESTS },
      { path: '^e2e/' },
    ),
    forbid(
      'app-through-capabilities',
      'Pages call a capability, never rows, books or outside systems.',
      { path: ['^app/', '^proxy\\.ts$'], pathNot: TESTS },
      {
        path: '^lib/',
        pathNot: [
          '^lib/(runtime|catalog|handoff|checkout|payments|tax|invoices|identity|support|access|reconcile|health)/',
          // Loads Stripe's form in the browser; it knows nothing else of us.
          '^lib/stripe/embedded-form\\.ts$',
          GROUND,
        ],
      },
    ),
    forbid(
      'runtime-is-the-top',
      'Only pages and entry points see the wiring.',
      { path: '^lib/', pathNot: ['^lib/runtime/', TESTS] },
      { path: '^lib/runtime/' },
    ),
    forbid(
      'ground-floor',
      'The ground floor imports nothing of ours.',
      { path: GROUND },
      { path: '^(lib|app|prisma|e2e)/' },
    ),
    forbid(
      'low-rooms',
      'Ledger, access and deliveries do not know who calls them.',
      { path: '^lib/(ledger|access|deliveries|jobs|db)/', pathNot: TESTS },
      { path: CAPABILITIES },
    ),
    forbid(
      'outside-rooms',
      'A room for an outside system speaks our words and knows nothing else of us.',
      { path: OUTSIDE, pathNot: TESTS },
      { path: '^lib/', pathNot: [OUTSIDE, GROUND, '^lib/telemetry/'] },
    ),
    forbid(
      'telemetry-knows-nothing-of-ours',
      'Every room may trace, so this one imports none.',
      { path: '^lib/telemetry/', pathNot: TESTS },
      { path: '^(lib|app|prisma|e2e)/', pathNot: '^lib/telemetry/' },
    ),
    forbid(
      'telemetry-sdk-in-the-wiring',
      'The SDK has one importer; every room traces through lib/telemetry.',
      { path: '^(app|lib|prisma|proxy)', pathNot: ['^lib/runtime/telemetry\\.ts$', TESTS] },
      { path: '^node_modules/@opentelemetry/(?!api/)' },
    ),
    forbid(
      'outside-rooms-apart',
      'Outside systems do not know each other.',
      { path: OUTSIDE },
      { path: OUTSIDE, pathNot: '^lib/$1/' },
    ),
    forbid(
      'browser-part-of-stripe-apart',
      'What goes to the browser pulls nothing of the server along.',
      { path: '^lib/stripe/embedded-form\\.ts$' },
      { path: ['^(lib|app|prisma|e2e)/', '^node_modules/stripe/'] },
    ),
    forbid(
      'stripe-in-its-room',
      'The SDK has one importer.',
      { path: '^(app|lib|prisma|proxy)', pathNot: ['^lib/stripe/', TESTS] },
      { path: '^node_modules/(stripe|@stripe)/' },
    ),
    forbid(
      'jsforce-in-its-room',
      'The SDK has one importer.',
      { path: '^(app|lib|prisma|proxy)', pathNot: ['^lib/salesforce/', TESTS] },
      { path: '^node_modules/jsforce/' },
    ),
    forbid(
      'image-decoder-in-its-room',
      'Bytes from outside are decoded in one place, behind its checks.',
      { path: '^(app|lib|prisma|proxy)', pathNot: ['^lib/catalog/images/', TESTS] },
      { path: '^node_modules/sharp/' },
    ),
    forbid(
      'yaml-in-its-room',
      'A file is read in one place, behind its limits.',
      { path: '^(app|lib|prisma|proxy)', pathNot: ['^lib/catalog/transfer/', TESTS] },
      { path: '^node_modules/yaml/' },
    ),
    forbid(
      'queue-in-its-room',
      'The queue library has one importer.',
      { path: '^(app|lib|prisma|proxy)', pathNot: ['^lib/jobs/', TESTS] },
      { path: '^node_modules/pg-boss/' },
    ),
    forbid(
      'database-in-its-room',
      'The generated client is reached through lib/db.',
      { path: '^(app|lib|prisma|proxy)', pathNot: '^lib/db/' },
      { path: '^lib/db/generated/' },
    ),
    forbid('no-barrels', 'A file is named for its one concept.', {}, { path: '^[^n].*/index\\.tsx?$' }),
    forbid(
      'no-drawers',
      'No room is called utils, helpers, common, shared, types or misc.',
      {},
      {
        pathNot: '^node_modules/',
        path: [
          '/(utils|util|helpers|helper|common|shared|types|misc)/',
          '/(utils|util|helpers|helper|common|shared|types|misc)\\.ts$',
        ],
      },
    ),
    forbid(
      'nothing-unresolved',
      'Every import leads somewhere.',
      { path: '^(app|lib|prisma|proxy)' },
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^lib/db/generated/internal', '^\\.next'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
