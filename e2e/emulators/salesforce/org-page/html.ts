import type { EmulatorResponse } from '../../exchange'
import { STYLES } from './styles'

/** HTML that is safe to put into a page: made by `html`, which escapes what it is given. */
export type Html = { readonly markup: string }

type Part = string | number | Html | readonly Html[]

/** A template whose values are escaped, save those that are HTML already. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const markup = texts.map((text, at) => text + markupOf(parts[at] ?? '')).join('')
  return { markup }
}

function markupOf(part: Part): string {
  if (typeof part === 'string') return part.replaceAll(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`)
  if (typeof part === 'number') return String(part)
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('\n')
}

/** A whole page around `main`. */
export function page(status: number, title: string, main: Html): EmulatorResponse {
  const head = html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title} · Salesforce demo org</title>
    <link rel="icon" href="data:," />`
  const body = html`<header>
      <div class="bar">
        <a class="brand" href="/">Salesforce demo org</a> <span>What people in the org see</span>
      </div>
    </header>
    <main>${main}</main>
    <footer><p>A stand-in for tests and demos. Nothing here leaves this computer.</p></footer>`
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: `<!doctype html>\n<html lang="en">\n<head>\n${head.markup}\n<style>${STYLES}</style>\n</head>\n<body>${body.markup}</body>\n</html>\n`,
  }
}

/** A table that turns into a list of cards on a phone; `empty` where there is no row. */
export function table(headings: readonly string[], rows: readonly Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  const heads = headings.map((heading) => html`<th scope="col">${heading}</th>`)
  return html`<table>
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`
}

/** A cell that names its column where the headings are hidden. */
export function cell(heading: string, value: Part): Html {
  const number = typeof value === 'number' ? html` class="number"` : html``
  return html`<td data-label="${heading}" ${number}><span>${value}</span></td>`
}

/** A link to a record's page. */
export function recordLink(id: string, name: string): Html {
  return html`<a href="/${id}">${name}</a>`
}
