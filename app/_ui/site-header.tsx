import { siRedis } from 'simple-icons'

const LINK =
  'inline-flex min-h-11 items-center font-mono text-[15px] text-pen-300 no-underline hover:text-white'

/** The ink header of every page. On a phone its links are in a native menu, so it needs no script. */
export function SiteHeader() {
  return (
    <header className="on-ink sticky top-0 z-10 h-[70px] border-b border-pen-700 bg-ink-900 text-white">
      <div className="frame flex h-full items-center justify-between">
        <a
          href="/university"
          className="flex items-center gap-2.5 no-underline"
          aria-label="Redis University, catalog"
        >
          <svg viewBox="0 0 24 24" width="26" height="26" aria-hidden="true" className="fill-red-500">
            <path d={siRedis.path} />
          </svg>
          <span className="font-display text-xl font-bold">Redis</span>
          <span className="ml-1 border-l border-pen-700 pl-3.5 font-display text-lg text-pen-300">
            University
          </span>
        </a>
        <nav aria-label="Main" className="hidden gap-7 sm:flex">
          <Links />
        </nav>
        <details className="group relative sm:hidden">
          <summary className="flex min-h-9 cursor-pointer list-none items-center rounded-md border border-pen-700 px-3.5 font-mono text-[13px]">
            Menu
          </summary>
          <nav
            aria-label="Main"
            className="absolute right-0 top-11 grid w-52 rounded-[10px] border border-pen-700 bg-ink-900 px-5 py-2"
          >
            <Links />
          </nav>
        </details>
      </div>
    </header>
  )
}

function Links() {
  return (
    <>
      <a className={LINK} href="/university">
        Catalog
      </a>
      <a className={LINK} href="/university/my-courses">
        My courses
      </a>
      <a className={LINK} href="/university/refund-policy">
        Refund policy
      </a>
    </>
  )
}
