import type { NextConfig } from 'next'

/**
 * Static pages cannot carry a nonce, and their inline scripts are Next's own data for React: 'unsafe-inline' for scripts
 * is the tightest policy that works there. No page shows anything a visitor typed. Dynamic pages get a nonce (proxy.ts).
 */
const STATIC_PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const EVERYWHERE = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'x-frame-options', value: 'DENY' },
  { key: 'referrer-policy', value: 'strict-origin-when-cross-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'strict-transport-security', value: 'max-age=31536000; includeSubDomains' },
]

const KINDS = 'certification|course|lab|live-training'
const LEVELS = 'beginner|intermediate|advanced'

/** `npm run bench` builds two routes more, beside the real build, to measure against. */
const BENCH: NextConfig =
  process.env['UNIVERSITY_BENCH'] === '1'
    ? { distDir: '.next-bench', pageExtensions: ['ts', 'tsx', 'bench.ts', 'bench.tsx'] }
    : { pageExtensions: ['ts', 'tsx'] }

const config: NextConfig = {
  ...BENCH,
  poweredByHeader: false,
  // Pages made by one process stay its own: two servers of one build may have different addresses in them. Forms may be
  // as large as a catalog's file; proxy.ts keeps those of all dynamic pages below 1 MB.
  experimental: { isrFlushToDisk: false, serverActions: { bodySizeLimit: '9mb' } },
  reactStrictMode: true,
  // A page is made again when it is five seconds old and somebody looks. Older than this, it is made again before anybody
  // sees it: what was published reaches a page that nobody looked at for an hour within ten seconds, too, even where a
  // worker, which looks for jobs every two seconds, published it.
  expireTime: 7,
  // Hashing the whole page at each request cost a third of a static page's speed (measured); pages live five seconds.
  generateEtags: false,
  // Types are a step of their own in npm test, which a build would only repeat.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', 'pino', 'pg-boss', 'jsforce'],
  headers: () =>
    Promise.resolve([
      { source: '/:path*', headers: EVERYWHERE },
      {
        source:
          '/:path((?!university/checkout|university/images/|university/my-courses|university/preview|university/sign-in|staff|_next/|api/).*)',
        headers: [{ key: 'content-security-policy', value: STATIC_PAGE_POLICY }],
      },
    ]),
  redirects: () => Promise.resolve([{ source: '/', destination: '/university', permanent: false }]),
  // The catalog's filters are addresses with a query; each combination is a static page of its own.
  rewrites: () =>
    Promise.resolve({
      beforeFiles: [
        {
          source: '/university',
          has: [
            { type: 'query', key: 'kind', value: `(?<kind>${KINDS})` },
            { type: 'query', key: 'level', value: `(?<level>${LEVELS})` },
          ],
          destination: '/university/browse/:kind/:level',
        },
        {
          source: '/university',
          has: [{ type: 'query', key: 'kind', value: `(?<kind>${KINDS})` }],
          destination: '/university/browse/:kind/any',
        },
        {
          source: '/university',
          has: [{ type: 'query', key: 'level', value: `(?<level>${LEVELS})` }],
          destination: '/university/browse/any/:level',
        },
        { source: '/university', destination: '/university/browse/any/any' },
        { source: '/university/refund-policy', destination: '/university/refund-policy/current' },
      ],
      afterFiles: [],
      fallback: [],
    }),
}

export default config
