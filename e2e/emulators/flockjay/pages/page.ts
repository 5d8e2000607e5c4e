import type { EmulatorResponse } from '../../exchange'
import { DEMO_LEARNERS, type DemoLearner } from '../learners'
import { STYLES } from './styles'

/** One unit as the platform lists it. `id` is the platform's own, `sku` the shop's. */
export type Unit = {
  readonly id: string
  readonly sku: string
  readonly title: string
  readonly kind: string
}

/** Text made safe for HTML, between tags and inside quotes. */
export function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

export function coursePath({ id }: Unit): string {
  return `/courses/${encodeURIComponent(id)}`
}

/** A whole page around `main`, with the learner switcher that brings the reader back to `path`. */
export function page(
  status: number,
  { title, learner, path, main }: { title: string; learner: DemoLearner; path: string; main: string },
): EmulatorResponse {
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · Flockjay</title>
<link rel="icon" href="data:,">
<style>${STYLES}</style>
</head>
<body>
<header><div class="bar">
<a class="brand" href="/courses"><i aria-hidden="true"></i>Flockjay</a>
${switcher(learner, path)}
</div></header>
<main>${main}</main>
<footer>A stand-in for the learning platform, for trying out purchases. The people are made up.</footer>
</body>
</html>`
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body,
  }
}

function switcher(current: DemoLearner, path: string): string {
  const options = DEMO_LEARNERS.map(
    ({ name, email, smid }) =>
      `<option value="${escape(email)}"${email === current.email ? ' selected' : ''}>${escape(name)} (${escape(smid)})</option>`,
  )
  return `<form class="who" method="get" action="${escape(path)}">
<label for="learner">Learning as</label>
<select id="learner" name="learner">${options.join('')}</select>
<button type="submit">Switch</button>
</form>`
}
