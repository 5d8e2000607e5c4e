const LINKS = [
  { href: '/university/refund-policy', label: 'Refund policy' },
  { href: '/university/go/terms', label: 'Terms' },
  { href: '/university/go/privacy', label: 'Privacy' },
  { href: '/university/go/help', label: 'Help' },
] as const

/**
 * The ink footer of every page: what a buyer must be able to find. The outside addresses are settings, reached through
 * our own short ones, because a page may be made at build time, when there are no settings.
 */
export function SiteFooter() {
  return (
    <footer className="on-ink bg-ink-900 py-8 font-mono text-[13px] text-pen-300">
      <div className="frame flex flex-wrap justify-between gap-x-10 gap-y-6">
        <p>Redis University on redis.io</p>
        <nav aria-label="Legal and help" className="flex flex-wrap gap-x-7 gap-y-3">
          {LINKS.map(({ href, label }) => (
            <a key={href} className="inline-flex min-h-6 items-center underline hover:text-white" href={href}>
              {label}
            </a>
          ))}
        </nav>
      </div>
    </footer>
  )
}
