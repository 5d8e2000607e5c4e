import type { EmulatorResponse } from '../../exchange'
import type { Access } from '../access'
import type { DemoLearner } from '../learners'
import { coursePath, escape, page, type Unit } from './page'

/** Who looks, what they may open, and where Purchase leads. */
export type View = {
  readonly learner: DemoLearner
  readonly path: string
  readonly access: (unit: Unit) => Access
  readonly checkoutUrl: string
  /** Whether Purchase leads through a signed link, with the plain one beside it. */
  readonly signs: boolean
}

/** `/courses`: every unit with Purchase or Open course. */
export function courseList(view: View, units: readonly Unit[]): EmulatorResponse {
  const items = units.map(
    (unit) => `<li class="unit" data-sku="${escape(unit.sku)}">
<span class="kind">${escape(kindName(unit.kind))}</span>
<h2><a href="${escape(coursePath(unit))}">${escape(unit.title)}</a></h2>
<p class="code">${escape(unit.sku)}</p>
<div class="act">${action(view, unit)}</div>
</li>`,
  )
  const { name, smid } = view.learner
  const main = `<h1>Redis University</h1>
<p class="lead">Signed in as ${escape(name)}, account ${escape(smid)}.</p>
<ul class="units">${items.join('')}</ul>`
  return page(200, { ...view, title: 'Courses', main })
}

/** `/courses/{id}`: one unit. */
export function coursePage(view: View, unit: Unit): EmulatorResponse {
  return sheet(
    view,
    200,
    unit,
    `<p class="code">${escape(unit.sku)}</p>
<div>${action(view, unit)}</div>`,
  )
}

/** `/courses/{id}/learn`: the opened unit, or a locked page (403). */
export function learnPage(view: View, unit: Unit): EmulatorResponse {
  if (view.access(unit).open)
    return sheet(
      view,
      200,
      unit,
      `<p class="state">You are enrolled.</p>
<p>Welcome, ${escape(view.learner.name)}. Your first lesson starts here.</p>
<p><a href="/courses">All courses</a></p>`,
    )
  return sheet(
    view,
    403,
    unit,
    `<p>This course is locked. It opens here once it has been purchased.</p>
<div>${action(view, unit)}</div>`,
  )
}

export function notFoundPage(view: View): EmulatorResponse {
  const main = `<div class="sheet"><h1>Page not found</h1><p><a href="/courses">All courses</a></p></div>`
  return page(404, { ...view, title: 'Page not found', main })
}

/** Where the `redirect-to-login` fault leads. */
export function loginPage(view: View): EmulatorResponse {
  const main = `<div class="sheet"><h1>Sign in</h1><p>Your session has ended. <a href="/courses">Go on to your courses</a></p></div>`
  return page(200, { ...view, title: 'Sign in', main })
}

function sheet(view: View, status: number, unit: Unit, inner: string): EmulatorResponse {
  const main = `<article class="sheet" data-sku="${escape(unit.sku)}">
<span class="kind">${escape(kindName(unit.kind))}</span>
<h1>${escape(unit.title)}</h1>
${inner}
</article>`
  return page(status, { ...view, title: unit.title, main })
}

function action(view: View, unit: Unit): string {
  const access = view.access(unit)
  const about = `aria-label="${escape(`${access.open ? 'Open course' : 'Purchase'}: ${unit.title}`)}"`
  if (!access.open) return purchaseButtons(view, unit, about)
  const as = access.enrolledAs === undefined ? 'Enrolled' : `Enrolled: ${access.enrolledAs}`
  return `<p class="state">${escape(as)}</p><a class="go" href="${escape(`${coursePath(unit)}/learn`)}" ${about}>Open course</a>`
}

function purchaseButtons(view: View, unit: Unit, about: string): string {
  const plain = escape(purchaseLink(view, unit))
  if (!view.signs) return `<a class="go buy" href="${plain}" ${about}>Purchase</a>`
  const title = escape(`Plain link: ${unit.title}`)
  return `<a class="go buy" href="${escape(`${coursePath(unit)}/purchase`)}" ${about}>Purchase</a>
<p class="state"><a href="${plain}" aria-label="${title}">by plain link</a></p>`
}

/** The plain hand-off: SKU and SMID in the query (contracts.md). */
function purchaseLink({ checkoutUrl, learner }: View, { sku }: Unit): string {
  const link = new URL(checkoutUrl)
  link.searchParams.set('sku', sku)
  link.searchParams.set('smid', learner.smid)
  return link.href
}

function kindName(kind: string): string {
  const words = kind.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
