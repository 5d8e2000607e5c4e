import type { Realm } from './people'
import { STYLES } from './styles'

const HEADINGS: Readonly<Record<Realm, string>> = {
  cloud: 'Redis Cloud (emulator)',
  staff: 'Redis workforce (emulator)',
}

/** Text made safe for HTML, between tags and inside quotes. */
export function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A whole page of `realm` around `main`, which is HTML. */
export function page(realm: Realm, title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · ${HEADINGS[realm]}</title>
<link rel="icon" href="data:,">
<style>${STYLES}</style>
</head>
<body class="${realm}">
<main>
<header><i aria-hidden="true"></i><h1>${HEADINGS[realm]}</h1></header>
${main}
</main>
<footer>A stand-in for a login, for trying things out. The people are made up, and there are no passwords.</footer>
</body>
</html>`
}

/** A page that says what went wrong, or what is done. */
export function messagePage(realm: Realm, title: string, text: string): string {
  return page(realm, title, `<h2>${escape(title)}</h2>\n<p>${escape(text)}</p>`)
}
