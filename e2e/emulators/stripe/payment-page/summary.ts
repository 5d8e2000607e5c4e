import type Stripe from 'stripe'
import { couponOf } from '../discounts'
import type { Checkout } from '../checkout'
import type { Entry, Problems } from './entry'
import { type Html, html } from './html'
import { shown } from './money'

/** The left side: what is bought, from whom, and what it comes to. */
export function summary(checkout: Checkout, entry: Entry, problems: Problems): Html {
  const { session, detail } = checkout
  const [first] = detail.items
  const name = first?.name ?? ''
  const several = detail.items.length > 1 ? ` and ${detail.items.length - 1} more` : ''
  return html`<div class="summary">
    <div>
      ${session.cancel_url ? html`<a class="back" href="${session.cancel_url}"><span aria-hidden="true">&larr;</span><span>Cancel</span></a>` : ''}
      <p class="what">${session.branding_settings?.display_name ?? ''} &middot; ${name}${several}</p>
      <div id="order">${order(checkout, entry, problems)}</div>
    </div>
  </div>`
}

/** The part that changes with the address and the promotion code. */
export function order(checkout: Checkout, entry: Entry, problems: Problems): Html {
  const { session, detail } = checkout
  const { amount_subtotal: subtotal, amount_total: total } = session
  return html`<p class="amount">${shown(session, total ?? 0)}</p>
    <ul class="lines">
      ${detail.lineItems.map((line) => lineRow(session, line))}
    </ul>
    <div class="row line"><span>Subtotal</span><span>${shown(session, subtotal ?? 0)}</span></div>
    ${promotion(checkout, entry, problems)} ${taxRows(checkout)}
    <div class="row line total"><span>Total due</span><span>${shown(session, total ?? 0)}</span></div>`
}

function lineRow(session: Stripe.Checkout.Session, line: Stripe.LineItem): Html {
  const quantity = (line.quantity ?? 1) > 1 ? html`<small>Qty ${line.quantity}</small>` : ''
  return html`<li class="row">
    <b>${line.description ?? ''}${quantity}</b><span>${shown(session, line.amount_subtotal)}</span>
  </li>`
}

function taxRows({ session, detail }: Checkout): Html | Html[] {
  const automatic = session.automatic_tax
  if (automatic.enabled && automatic.status !== 'complete') {
    return html`<div class="row"><span>Tax</span><span>Enter address to calculate</span></div>`
  }
  const taxes = detail.breakdown.taxes
  if (taxes.length === 0) return []
  return taxes.map(({ amount, rate }) => {
    const place = rate.jurisdiction ? ` ${rate.jurisdiction}` : ''
    const inside = rate.inclusive ? ', included' : ''
    return html`<div class="row">
      <span>${rate.display_name}${place} (${rate.percentage}%${inside})</span
      ><span>${shown(session, amount)}</span>
    </div>`
  })
}

function promotion({ account, session, detail }: Checkout, entry: Entry, problems: Problems): Html | '' {
  const coupon = couponOf(account, detail.discount)
  const off = session.total_details?.amount_discount ?? 0
  if (coupon) {
    const id = detail.discount?.promotion_code
    const code = typeof id === 'string' ? account.tables.promotion_code.get(id)?.code : undefined
    const label = coupon.percent_off === null ? `${shown(session, off)} off` : `${coupon.percent_off}% off`
    const remove = session.allow_promotion_codes
      ? html`<button name="action" value="remove_promotion">Remove</button>`
      : ''
    return html`<div class="row">
      <span class="tag">${code ?? coupon.name ?? 'Discount'} ${remove}<small>${label}</small></span
      ><span>${shown(session, -off)}</span>
    </div>`
  }
  if (!session.allow_promotion_codes) return ''
  const problem = problems.promotion_code
  return html`<div class="row">
    <div class="code">
      <label for="promotion_code">Promotion code</label>
      <span class="inline"
        ><input
          id="promotion_code"
          name="promotion_code"
          value="${entry.promotion_code}"
          autocomplete="off"
          ${invalid('promotion_code', problem)}
        />
        <button name="action" value="apply_promotion">Apply</button></span
      >${problemText('promotion_code', problem)}
    </div>
  </div>`
}

export function invalid(name: string, problem: string | undefined): Html | '' {
  return problem ? html` aria-invalid="true" aria-describedby="${name}-problem"` : ''
}

export function problemText(name: string, problem: string | undefined): Html | '' {
  return problem ? html`<p class="problem" id="${name}-problem">${problem}</p>` : ''
}
